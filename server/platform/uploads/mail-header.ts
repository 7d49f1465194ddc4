/** Fields of which each mail has one at least (RFC 5322 §3.6), or that servers put before them. */
const usual =
  /^(?:from|to|cc|date|subject|sender|reply-to|message-id|mime-version|received|return-path|delivered-to|dkim-signature|authentication-results|arc-[a-z-]+|x-[a-z0-9-]+|content-type|content-transfer-encoding)$/i;
const field = /^([!-9;-~]{1,100}):/;
const LEAST_USUAL = 3;

/**
 * Whether a file begins as mails do: lines of header fields and their continuations to the empty line, or to the end of what is seen, with
 * enough of the usual ones. Mail programs may put the line of a mailbox (`From `) before them.
 */
export function beginsAsMail(start: string): boolean {
  const lines = start.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r?\n/);
  if (lines[0]?.startsWith('From ')) lines.shift();
  const end = lines.indexOf('');
  // The last line may be cut where nothing more is seen.
  const header = lines.slice(0, end === -1 ? -1 : end);
  const names = header.filter((line) => !/^[ \t]/.test(line)).map((line) => field.exec(line)?.[1]);
  const known = new Set(
    names.map((name) => name?.toLowerCase()).filter((name) => name !== undefined && usual.test(name)),
  );
  return !names.includes(undefined) && known.size >= LEAST_USUAL;
}

const MOST_LETTERS = 150;
const MOST_EXTENSION = 10;
const withoutName = 'tep-khong-ten';

/** Controls, bidi overrides, invisible signs and what a file system would read as more than a letter. */
const unwanted = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const special = /[<>:"|?*;]/g;
const reservedOnWindows = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * The name of an uploaded file as it is shown and offered for saving (*tên tệp*): the last step of whatever path was sent, in NFC,
 * without anything that hides, reorders or means something to a file system. Never used as a path (docs/bad-inputs.md, row 54).
 */
export function cleanFileName(sent: string): string {
  const last = sent.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(unwanted, '').replace(special, '_').normalize('NFC').replace(/\s+/g, ' ');
  const short = trimmed(shorten(trimmed(plain)));
  if (short === '') return withoutName;
  return reservedOnWindows.test(short) ? `_${short}` : short;
}

function trimmed(name: string): string {
  return name.replace(/^[. ]+|[. ]+$/g, '');
}

function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= MOST_LETTERS) return name;
  const dot = letters.lastIndexOf('.');
  const extension = dot >= letters.length - MOST_EXTENSION ? letters.slice(dot) : [];
  return [...letters.slice(0, MOST_LETTERS - extension.length), ...extension].join('');
}

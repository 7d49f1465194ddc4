import { DomainError } from '../../../platform/errors.ts';
import { cleanFileName } from '../../../platform/text/file-name.ts';
import { spelled } from '../../../platform/text/fold.ts';
import { withoutHiding } from '../../../platform/text/hiding-characters.ts';
import { matchesExtension, sniffBytes } from '../../../platform/uploads/content-type.ts';
import type { KnownType } from '../../../platform/uploads/known-types.ts';
import type { CarriedPart, MailAddress, MailContent, Smime } from './mail-content.ts';
import { readMimeMail } from './mime-mail.ts';
import { readOutlookMail } from './outlook-mail.ts';

/** How much of a mail is read; what lies beyond is refused, or said. */
export const mailBounds = { letters: 100_000, parts: 100, mailsWithin: 3, recipients: 50 } as const;

/** A file that a mail carries: its content, or why it is not taken out. */
export type ReadPart = {
  readonly name: string;
  readonly size: number;
  readonly isInline: boolean;
  /** The subject of the attached mail in which it lies. */
  readonly within: string | null;
} & ({ readonly mediaType: KnownType; readonly content: Uint8Array } | { readonly refused: string });

/** A mail that was read. */
export interface ReadMail {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly messageId: string | null;
  readonly sentAt: string | null;
  readonly text: string;
  /** Whether it says more than is kept of its text. */
  readonly isCut: boolean;
  readonly smime: Smime;
  readonly parts: readonly ReadPart[];
}

/**
 * Runs in a worker process: what a mail says and carries, what attached mails carry as well. Of each file its content, if it is of a type that
 * is taken in, else the code of why it is not; the mail itself loses nothing. Refuses with `mail-unreadable` what is no mail.
 */
export async function readMail(bytes: Uint8Array, mediaType: string): Promise<ReadMail> {
  const mail = await contentOf(bytes, mediaType);
  const text = lines(mail.text);
  const parts = await partsOf(mail, 0, null);
  if (parts.length > mailBounds.parts) {
    throw new DomainError('invalid', 'too-complex', `The mail carries more than ${mailBounds.parts} files`);
  }
  return {
    from: shown(mail.from),
    to: mail.to.slice(0, mailBounds.recipients).map(shown),
    subject: oneLine(mail.subject, 500),
    messageId: mail.messageId && oneLine(mail.messageId, 500),
    sentAt: mail.sentAt,
    text: text.slice(0, mailBounds.letters),
    isCut: text.length > mailBounds.letters,
    smime: mail.smime,
    parts,
  };
}

async function contentOf(bytes: Uint8Array, mediaType: string): Promise<MailContent> {
  if (mediaType === 'application/vnd.ms-outlook') return readOutlookMail(bytes);
  if (mediaType === 'message/rfc822') return await readMimeMail(bytes);
  throw new DomainError('invalid', 'mail-unreadable', 'The file is no mail');
}

async function partsOf({ parts }: MailContent, depth: number, within: string | null): Promise<ReadPart[]> {
  const found: ReadPart[] = [];
  for (const part of parts) {
    const read = await partOf(part, within);
    found.push(read);
    if (found.length > mailBounds.parts) break;
    if ('content' in read && isMail(read.mediaType)) found.push(...(await partsWithin(read, depth + 1)));
  }
  return found;
}

/** What an attached mail carries; it stays an attachment itself, and one that cannot be read is nothing more than that. */
async function partsWithin(mail: { mediaType: string; content: Uint8Array; name: string }, depth: number) {
  if (depth > mailBounds.mailsWithin) return [];
  const content = await contentOf(mail.content, mail.mediaType).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'mail-unreadable') return undefined;
    throw error;
  });
  if (!content) return [];
  return await partsOf(content, depth, oneLine(content.subject, 200) || mail.name);
}

async function partOf({ name: sent, isInline, content }: CarriedPart, within: string | null): Promise<ReadPart> {
  const part = { name: cleanFileName(sent), size: content.byteLength, isInline, within };
  try {
    if (content.byteLength === 0) return { ...part, refused: 'empty-file' };
    const mediaType = await sniffBytes(content);
    const isAsNamed = mediaType !== undefined && matchesExtension(part.name, mediaType);
    return isAsNamed ? { ...part, mediaType, content } : { ...part, refused: 'content-mismatch' };
  } catch (error) {
    if (error instanceof DomainError) return { ...part, refused: error.code };
    throw error;
  }
}

/** Whether files of this type are mails. */
export function isMail(mediaType: string): boolean {
  return mediaType === 'message/rfc822' || mediaType === 'application/vnd.ms-outlook';
}

function shown({ name, address }: MailAddress): MailAddress {
  return { name: oneLine(name, 200), address: oneLine(address, 320) };
}

function oneLine(text: string, most: number): string {
  return spelled(withoutHiding(text)).replace(/\s+/g, ' ').trim().slice(0, most);
}

function lines(text: string): string {
  return spelled(withoutHiding(text.replace(/\r\n?/g, '\n')))
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

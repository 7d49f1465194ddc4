import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { DomainError } from '../../../platform/errors.ts';
import { textOfHtml } from './html-text.ts';
import type { CarriedPart, MailAddress, MailContent } from './mail-content.ts';
import { mailWithin } from './smime.ts';
import { readTnef } from './tnef.ts';

const bounds = { maxNestingDepth: 50, maxHeadersSize: 1_000_000 };
const detached = /^application\/(?:x-)?pkcs7-signature$/i;
const enveloping = /^application\/(?:x-)?pkcs7-mime$/i;

/** A mail as it travels (RFC 5322, MIME): what it says, and what it carries. A signature around it is opened; `winmail.dat` is unpacked. */
export async function readMimeMail(bytes: Uint8Array): Promise<MailContent> {
  const mail = await parse(bytes);
  const [around] = mail.attachments.filter(({ mimeType }) => enveloping.test(mimeType));
  const inner = around && mailWithin(bytesOf(around));
  const shown = inner ? await parse(inner) : mail;
  const isSigned = inner !== undefined || mail.attachments.some(({ mimeType }) => detached.test(mimeType));
  const sealed = around !== undefined && inner === undefined;
  return {
    from: addressesOf(mail.from ? [mail.from] : [])[0] ?? { name: '', address: '' },
    to: addressesOf(mail.to ?? []),
    subject: mail.subject ?? shown.subject ?? '',
    messageId: mail.messageId ?? null,
    sentAt: momentOf(mail.date),
    text: textOf(shown),
    smime: sealed ? 'sealed' : isSigned ? 'signed' : 'none',
    parts: shown.attachments.flatMap((part) => partsOf(part, shown)),
  };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      ...bounds,
      forceRfc822Attachments: true,
      attachmentEncoding: 'arraybuffer',
    });
  } catch (cause) {
    throw new DomainError('invalid', 'mail-unreadable', 'The file is no mail that can be read', { cause });
  }
}

/** A moment as mails write it; nothing where it is none. */
export function momentOf(written: string | undefined): string | null {
  const moment = new Date(written ?? '');
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function addressesOf(found: readonly Address[]): MailAddress[] {
  return found.flatMap(({ name, address, group }) =>
    group ? addressesOf(group) : { name: name === address ? '' : (name ?? ''), address: address ?? '' },
  );
}

function textOf({ text, html }: Email): string {
  return text !== undefined && text.trim() !== '' ? text : textOfHtml(html ?? '');
}

function partsOf(part: Attachment, { html }: Email): CarriedPart[] {
  const { mimeType: mediaType } = part;
  const content = bytesOf(part);
  const name = part.filename ?? nameless(mediaType);
  // It signs the mail as it travelled, which is kept whole.
  if (detached.test(mediaType)) return [];
  const packed = /(?:application\/(?:vnd\.)?ms-tnef)/i.test(mediaType) || /^winmail\.dat$/i.test(name);
  const unpacked = packed ? readTnef(content) : undefined;
  if (unpacked) return unpacked.map((file) => ({ ...file, mediaType: '', isInline: false }));
  return [{ name, mediaType, content, isInline: isShownInText(part, html ?? '') }];
}

/** A picture that the text names, or that belongs to the text and is not said to lie beside it. */
function isShownInText({ mimeType, contentId, disposition, related }: Attachment, html: string): boolean {
  if (!mimeType.startsWith('image/')) return false;
  const id = contentId?.replace(/^<|>$/g, '');
  return (id !== undefined && html.includes(`cid:${id}`)) || (related === true && disposition !== 'attachment');
}

function nameless(mediaType: string): string {
  return /^message\/rfc822$/i.test(mediaType) ? 'thu-kem.eml' : '';
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

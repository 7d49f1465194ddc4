import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import { DomainError } from '../../../platform/errors.ts';
import { textOfHtml } from './html-text.ts';
import type { CarriedPart, MailAddress, MailContent } from './mail-content.ts';
import { momentOf } from './mime-mail.ts';

// The package is CommonJS, whose `default` is the class.
const { default: MsgReader } = MsgReaderModule as unknown as { default: typeof MsgReaderModule };

/** A mail as Outlook saves it (`.msg`, MS-OXMSG): what it says, and what it carries. Refuses with `mail-unreadable` what is none, or damaged. */
export function readOutlookMail(bytes: Uint8Array): MailContent {
  try {
    return contentOf(new MsgReader(new Uint8Array(bytes).buffer));
  } catch (cause) {
    // The reader looks beyond the end of a damaged file, and fails as whatever it meets there does.
    throw new DomainError('invalid', 'mail-unreadable', 'The file is no mail that can be read', { cause });
  }
}

function contentOf(reader: MsgReaderModule): MailContent {
  const mail = reader.getFileData();
  if (mail.error !== undefined || mail.dataType !== 'msg') throw new Error(`Not read: ${mail.error}`);
  return {
    from: { name: said(mail.senderName), address: said(mail.senderSmtpAddress ?? mail.senderEmail) },
    to: (mail.recipients ?? []).map(addressOf),
    subject: said(mail.subject),
    messageId: said(mail.messageId) || null,
    sentAt: momentOf(mail.clientSubmitTime ?? mail.messageDeliveryTime),
    text: textOf(mail),
    smime: /^IPM\.Note\.SMIME$/i.test(mail.messageClass ?? '') ? 'sealed' : isSigned(mail) ? 'signed' : 'none',
    parts: (mail.attachments ?? []).map((attachment): CarriedPart => {
      const { fileName, content } = reader.getAttachment(attachment);
      return {
        name: said(fileName),
        mediaType: said(attachment.attachMimeTag),
        isInline: attachment.attachmentHidden === true,
        content,
      };
    }),
  };
}

/** In a damaged file the reader takes numbers and bytes for text. */
function said(text: unknown): string {
  return typeof text === 'string' ? text : '';
}

function isSigned({ messageClass }: FieldsData): boolean {
  return /^IPM\.Note\.SMIME\.MultipartSigned$/i.test(messageClass ?? '');
}

function addressOf({ name, smtpAddress, email }: FieldsData): MailAddress {
  return { name: said(name), address: said(smtpAddress ?? email) };
}

function textOf({ body, bodyHtml, html }: FieldsData): string {
  if (said(body).trim() !== '') return said(body);
  return textOfHtml(said(bodyHtml) || (html ? new TextDecoder().decode(html) : ''));
}

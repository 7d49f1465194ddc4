import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import { DomainError } from '../../../platform/errors.ts';
import { textOfHtml } from './html-text.ts';
import type { CarriedPart, MailAddress, MailContent } from './mail-content.ts';
import { momentOf } from './mime-mail.ts';

// The package is CommonJS, whose `default` is the class.
const { default: MsgReader } = MsgReaderModule as unknown as { default: typeof MsgReaderModule };

/** A mail as Outlook saves it (`.msg`, MS-OXMSG): what it says, and what it carries. */
export function readOutlookMail(bytes: Uint8Array): MailContent {
  const reader = new MsgReader(new Uint8Array(bytes).buffer);
  const mail = reader.getFileData();
  if (mail.error !== undefined || mail.dataType !== 'msg') {
    throw new DomainError('invalid', 'mail-unreadable', `The file is no mail that can be read: ${mail.error}`);
  }
  return {
    from: { name: mail.senderName ?? '', address: mail.senderSmtpAddress ?? mail.senderEmail ?? '' },
    to: (mail.recipients ?? []).map(addressOf),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? null,
    sentAt: momentOf(mail.clientSubmitTime ?? mail.messageDeliveryTime),
    text: textOf(mail),
    smime: /^IPM\.Note\.SMIME$/i.test(mail.messageClass ?? '') ? 'sealed' : isSigned(mail) ? 'signed' : 'none',
    parts: (mail.attachments ?? []).map((attachment): CarriedPart => {
      const { fileName, content } = reader.getAttachment(attachment);
      return {
        name: fileName,
        mediaType: attachment.attachMimeTag ?? '',
        isInline: attachment.attachmentHidden === true,
        content,
      };
    }),
  };
}

function isSigned({ messageClass }: FieldsData): boolean {
  return /^IPM\.Note\.SMIME\.MultipartSigned$/i.test(messageClass ?? '');
}

function addressOf({ name, smtpAddress, email }: FieldsData): MailAddress {
  return { name: name ?? '', address: smtpAddress ?? email ?? '' };
}

function textOf({ body, bodyHtml, html }: FieldsData): string {
  if (body !== undefined && body.trim() !== '') return body;
  return textOfHtml(bodyHtml ?? (html ? new TextDecoder().decode(html) : ''));
}

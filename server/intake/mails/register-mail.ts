import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type NamedUploads, takeNamed } from '../../registry/documents/take-files.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { type RegisterIncoming, registerIncoming } from '../../registry/incoming/register-document.ts';
import { decision } from './decision.ts';
import { loadMail } from './load-mail.ts';
import { demandUndecided } from './mail.ts';
import { mails } from './store.ts';

export type RegisterMail = Omit<RegisterIncoming, 'files' | 'origin'> & NamedUploads & { readonly mailId: string };

/** Registers what a mail brought, with the files the clerk has chosen of it; the mail itself, byte for byte, lies beside them. */
export async function registerMail(tx: Transaction, request: RegisterMail): Promise<IncomingDocument> {
  const { mailId, uploadId, attachmentUploadIds, ...fields } = request;
  const mail = await loadMail(tx, mailId);
  demandUndecided(mail);
  const { files, seen } = await takeNamed(tx, { uploadId, attachmentUploadIds });
  const document = await registerIncoming(tx, {
    ...fields,
    files: [...files, { ...mail.original, pages: null, role: 'attachment' }],
    origin: { source: 'upload', seen },
  });
  tx.change(mails, mail, { state: 'registered', documentId: document.id, decided: await decision(tx) });
  record(tx, { type: 'mail-registered', mailId, documentId: document.id });
  return document;
}

import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import { takeAttachments } from '../documents/take-files.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { loadIncomingFor } from './load-incoming.ts';
import { incomingDocuments } from './store.ts';

/**
 * Lays a further copy beside a registered document — *bản giấy, bản quét của văn bản đã đến* –, which gets no second number (NĐ 30/2020 Điều 22:
 * paper and electronic documents share one register). Refuses a file that lies there already.
 */
export async function attachCopy(
  tx: Transaction,
  { uploadId, ...seen }: OnDocument & { readonly uploadId: string },
): Promise<IncomingDocument> {
  const document = await loadIncomingFor(tx, 'correct', seen);
  const copies = await takeAttachments(tx, [uploadId]);
  const fileSha256 = copies.map(({ sha256 }) => sha256);
  if (document.files.some(({ sha256 }) => fileSha256.includes(sha256))) {
    throw new DomainError('conflict', 'file-there-already', 'The document has this very file', {
      fields: [{ pointer: '/body/uploadId', code: 'file-there-already', detail: 'lies beside it already' }],
    });
  }
  record(tx, { type: 'copy-attached', documentId: document.id, fileSha256 });
  return tx.change(incomingDocuments, document, { files: [...document.files, ...copies] });
}

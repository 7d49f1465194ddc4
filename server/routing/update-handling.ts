import type { Transaction } from '../platform/ledger/transaction.ts';
import { isOver } from '../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { type UpdateBySender, updateIncoming } from '../registry/incoming/update-incoming.ts';
import { passTermOn } from './pass-term-on.ts';
import { whoActedOn } from './who-acted.ts';

/**
 * Brings a registered document in line with what its sender has corrected — *cập nhật*: whoever acted on it is told, and another term is that of those who
 * were given the former one. What is over stays as it ended.
 */
export async function updateHandling(
  tx: Transaction,
  documentId: string,
  said: Omit<UpdateBySender, 'toTell'>,
): Promise<void> {
  const document = await tx.load(incomingDocuments, documentId);
  if (isOver(document)) return;
  const updated = await updateIncoming(tx, document, { ...said, toTell: await whoActedOn(tx, document) });
  await passTermOn(tx, document, updated);
}

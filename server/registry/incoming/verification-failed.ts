import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { incomingDocuments } from './store.ts';

/** Says on an incoming document that its signatures could not be verified: *chưa rõ*, with the reason in its history. */
export async function verificationFailed(
  tx: Transaction,
  { documentId, reason }: { readonly documentId: string; readonly reason: string },
): Promise<void> {
  const document = await tx.load(incomingDocuments, documentId);
  if (document.verdict !== 'pending') return;
  record(tx, { type: 'document-not-verified', documentId, reason });
  tx.change(incomingDocuments, document, { verdict: 'unclear' });
}

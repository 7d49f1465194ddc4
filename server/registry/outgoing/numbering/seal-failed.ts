import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { loadOutgoing } from '../load-outgoing.ts';
import { outgoingDocuments } from '../store.ts';

/**
 * Tells the clerks that a numbered document could not be sealed: it waits for another try, or for its number to be voided. The same
 * reason again says nothing new.
 */
export async function sealFailed(
  tx: Transaction,
  /** `reason`: the code of a refusal, which the client has words for. */
  { documentId, reason }: { readonly documentId: string; readonly reason: string },
): Promise<void> {
  const document = await loadOutgoing(tx, documentId);
  const { state, notice } = document;
  if (state.status !== 'numbered' || (notice?.kind === 'seal-failed' && notice.text === reason)) return;
  record(tx, { type: 'seal-failed', documentId, reason });
  tx.change(outgoingDocuments, document, {
    notice: { kind: 'seal-failed', text: reason, at: tx.now },
    updatedAt: tx.now,
  });
}

import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { loadOutgoing } from '../load-outgoing.ts';
import { outgoingDocuments } from '../store.ts';
import { askForSeal } from './number-document.ts';

/**
 * Asks again for the seal of a document that waits for it, once what was lacking is there; the clerk has agreed to the seal when the number
 * was given. Without effect on a document that is sealed meanwhile or whose number is asked to be voided.
 */
export async function resumeSealing(tx: Transaction, documentId: string): Promise<void> {
  const document = await loadOutgoing(tx, documentId);
  const { state, notice } = document;
  if (state.status !== 'numbered' || state.voidRequest || notice?.kind !== 'seal-failed') return;
  askForSeal(tx, tx.change(outgoingDocuments, document, { notice: null, updatedAt: tx.now }));
}

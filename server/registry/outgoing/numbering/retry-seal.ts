import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { askForSeal } from './number-document.ts';

/** Tries the seal again for a numbered document whose sealing had failed; the number stays the same. */
export async function retrySeal(tx: Transaction, on: OnDocument): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'retry-seal', on);
  const waiting = tx.change(outgoingDocuments, document, { notice: null, updatedAt: tx.now });
  askForSeal(tx, waiting);
  return waiting;
}

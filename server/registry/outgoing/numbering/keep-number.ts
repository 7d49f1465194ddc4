import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { numberedState, type OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { askForSeal } from './number-document.ts';

/** Keeps a number somebody asked to void — *không huỷ, giữ số* –, or takes one's own request back; sealing goes on by itself. */
export async function keepNumber(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'keep-number', on);
  const { voidRequest: _, ...state } = numberedState(document);
  const { registerId, number } = state;
  record(tx, { type: 'void-refused', documentId: document.id, registerId, number, reason });
  const kept = tx.change(outgoingDocuments, document, { state, updatedAt: tx.now });
  // After a failed seal a clerk tries again by hand, with the password.
  if (kept.notice === null) askForSeal(tx, kept);
  return kept;
}

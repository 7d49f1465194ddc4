import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import type { Delivery } from './delivery.ts';

/** Whether the document of a delivery is in force: neither taken back nor replaced, also where its recipient does not know that yet. */
export async function isInForce(tx: Transaction, { documentId }: Pick<Delivery, 'documentId'>): Promise<boolean> {
  return (await tx.load(outgoingDocuments, documentId)).state.status === 'issued';
}

/** Refuses with `not-in-force` to begin anything for a document that was taken back or replaced. */
export async function demandInForce(tx: Transaction, delivery: Pick<Delivery, 'documentId'>): Promise<void> {
  if (await isInForce(tx, delivery)) return;
  throw new DomainError('conflict', 'not-in-force', 'The document was taken back or replaced');
}

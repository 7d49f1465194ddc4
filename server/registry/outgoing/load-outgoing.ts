import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandVersion, loadVisible, type OnDocument } from '../documents/load-visible.ts';
import { demand, type OutgoingAct } from './outgoing-acts.ts';
import type { OutgoingDocument } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

/** The outgoing document for an act of somebody who may read it; else the common 404. */
export async function loadOutgoing(tx: Transaction, documentId: string): Promise<OutgoingDocument> {
  const document = await loadVisible(tx, outgoingDocuments, documentId);
  if (document.deletedAt) throw notFound();
  return document;
}

/** The outgoing document for this very act: readable, the actor's to do, in the right state, and still as it was seen. */
export async function loadFor(
  tx: Transaction,
  act: OutgoingAct,
  { documentId, version }: OnDocument,
): Promise<OutgoingDocument> {
  const document = await loadOutgoing(tx, documentId);
  demand(tx.actor, act, document);
  demandVersion(document, version);
  return document;
}

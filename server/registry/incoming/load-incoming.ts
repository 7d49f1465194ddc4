import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandVersion, loadVisible, type OnDocument } from '../documents/load-visible.ts';
import { demandHandling, type HandlingAct, type IncomingDocument } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

/** The incoming document for an act of somebody who may read it; else the common 404. */
export async function loadIncoming(tx: Transaction, documentId: string): Promise<IncomingDocument> {
  return await loadVisible(tx, incomingDocuments, documentId);
}

/** The incoming document for this very act: readable, the actor’s to do, in the right state, and still as it was seen. */
export async function loadIncomingFor(
  tx: Transaction,
  act: HandlingAct,
  { documentId, version }: OnDocument,
): Promise<IncomingDocument> {
  const document = await loadIncoming(tx, documentId);
  demandHandling(tx.actor, act, document);
  demandVersion(document, version);
  return document;
}

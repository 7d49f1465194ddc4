import { mayRead, type Visible } from '../identity/visibility.ts';
import type { Row, Store } from '../platform/database/store.ts';
import { DomainError, notFound } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandHandling, type HandlingAct, type IncomingDocument } from './incoming-document.ts';
import { demand, type OutgoingAct, type OutgoingDocument } from './outgoing-document.ts';
import { incomingDocuments, outgoingDocuments } from './store.ts';

/** What an act on a document names: the document, and the version the person has seen. */
export interface OnDocument {
  readonly documentId: string;
  readonly version: number;
}

/** The incoming document for an act of somebody who may read it; else the common 404. */
export async function loadIncoming(tx: Transaction, documentId: string): Promise<IncomingDocument> {
  return await loadVisible(tx, incomingDocuments, documentId);
}

/** The outgoing document for an act of somebody who may read it; else the common 404. */
export async function loadOutgoing(tx: Transaction, documentId: string): Promise<OutgoingDocument> {
  return await loadVisible(tx, outgoingDocuments, documentId);
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

/** The incoming document for this very act, in the same way. */
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

function demandVersion(document: Row, seen: number): void {
  if (document.version === seen) return;
  throw new DomainError('stale', 'version-changed', 'The document was changed since it was shown', {
    extra: { version: document.version },
  });
}

async function loadVisible<T extends Row & Visible>(tx: Transaction, store: Store<T>, documentId: string): Promise<T> {
  const document = await tx.load(store, documentId);
  if (!mayRead(tx.actor, document)) throw notFound();
  return document;
}

import { mayRead, type Visible } from '../../identity/visibility.ts';
import type { Row, Store } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';

/** What an act on a document names: the document, and the version the person has seen. */
export interface OnDocument {
  readonly documentId: string;
  readonly version: number;
}

/** Refuses an act on what was changed since the person saw it. */
export function demandVersion(document: Row, seen: number): void {
  if (document.version === seen) return;
  throw new DomainError('stale', 'version-changed', 'The document was changed since it was shown', {
    extra: { version: document.version },
  });
}

/** The document for an act of somebody who may read it; else the common 404. */
export async function loadVisible<T extends Row & Visible>(
  tx: Transaction,
  store: Store<T>,
  documentId: string,
): Promise<T> {
  const document = await tx.load(store, documentId);
  if (!mayRead(tx.actor, document)) throw notFound();
  return document;
}

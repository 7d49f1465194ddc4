import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Handler, HandlingState, IncomingDocument } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

/** How far the handling of a document has come: all of it is derived by routing, from its directives and assignments. */
export interface Handling {
  readonly state: HandlingState;
  readonly handlers: readonly Handler[];
  /** The leader whose directive is waited for, while one is. */
  readonly presentedTo: string | undefined;
  /** Positions that take part, whoever it was presented to among them. */
  readonly participants: readonly string[];
}

/** Notes on an incoming document how its handling stands; whoever took part once goes on reading it. */
export function changeHandling(
  tx: Transaction,
  document: IncomingDocument,
  { state, handlers, presentedTo, participants }: Handling,
): IncomingDocument {
  return tx.change(incomingDocuments, document, {
    ...{ state, handlers, presentedTo },
    participants: [...new Set([...document.participants, ...participants])],
  });
}

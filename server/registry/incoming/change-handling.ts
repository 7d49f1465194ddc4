import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Handler, HandlingState, IncomingDocument } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

/** How far the handling of a document has come, as routing sees it. */
export interface Handling {
  readonly state: HandlingState;
  readonly handlers?: readonly Handler[];
  /** Positions that take part without handling it: the leader it was presented to. */
  readonly participants?: readonly string[];
}

/** Notes on an incoming document how its handling stands; whoever takes part may read it from now on (DESIGN D9). */
export function changeHandling(
  tx: Transaction,
  document: IncomingDocument,
  { state, handlers = document.handlers, participants = [] }: Handling,
): IncomingDocument {
  const handling = handlers.map(({ positionId }) => positionId);
  return tx.change(incomingDocuments, document, {
    state,
    handlers: handlers.map(({ positionId, role, state }) => ({ positionId, role, state })),
    participants: [...new Set([...document.participants, ...handling, ...participants])],
  });
}

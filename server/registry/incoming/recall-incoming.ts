import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

/** What an agency says when it takes a document back. */
export interface RecallBySender {
  readonly reason: string;
  /** Who decided it there. */
  readonly by: string;
  /** Positions here that acted on it, and are to know. */
  readonly toTell: readonly string[];
}

/**
 * Notes that the agency which sent a document has taken it back — *thu hồi* (NĐ 30/2020 Điều 18.4): nothing is done with it any more. Number,
 * files and what was done stay to be read; whoever acted on it is told until they say that they know. Once only.
 */
export function recallIncoming(tx: Transaction, document: IncomingDocument, said: RecallBySender): void {
  if (document.state === 'recalled') return;
  const { reason, by, toTell } = said;
  record(tx, { type: 'incoming-recalled', documentId: document.id, reason });
  tx.change(incomingDocuments, document, {
    state: 'recalled',
    recalled: { at: tx.now, reason, by, toTell: [...new Set(toTell)] },
  });
}

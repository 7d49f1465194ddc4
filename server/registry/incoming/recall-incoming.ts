import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type IncomingDocument, isOver } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';
import type { WayBack } from './way-back.ts';

/** What an agency says when it takes a document back, or asks for it and gets it. */
export interface RecallBySender {
  readonly way: WayBack;
  readonly reason: string;
  /** Who decided it, or asked for it, there. */
  readonly by: string;
  /** Positions here that acted on it, and are to know. */
  readonly toTell: readonly string[];
}

/**
 * Notes that the agency which sent a document has it back — *thu hồi* (NĐ 30/2020 Điều 18.4), *lấy lại* –: nothing is done with it any more. Number,
 * files and what was done stay to be read; whoever acted on it is told until they say that they know. Once only; a number
 * that was voided stays so.
 */
export function recallIncoming(tx: Transaction, document: IncomingDocument, said: RecallBySender): void {
  if (isOver(document)) return;
  const { way, reason, by, toTell } = said;
  record(tx, { type: 'incoming-recalled', documentId: document.id, reason });
  tx.change(incomingDocuments, document, {
    ...{ state: 'recalled', updated: undefined },
    recalled: { way, at: tx.now, reason, by, toTell: [...new Set(toTell)] },
  });
}

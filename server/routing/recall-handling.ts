import type { Transaction } from '../platform/ledger/transaction.ts';
import { isOver } from '../registry/incoming/incoming-document.ts';
import type { RecallBySender } from '../registry/incoming/recall-incoming.ts';
import { recallIncoming } from '../registry/incoming/recall-incoming.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { showHandling } from './show-handling.ts';
import { assignments } from './store.ts';
import { whoActedOn } from './who-acted.ts';

/**
 * Ends the handling of a document that its sender has taken back — *thu hồi*: no work on it is expected of anybody, and whoever registered,
 * presented, directed or handled it is told. What they did stays, and so does a number that was voided before.
 */
export async function recallHandling(
  tx: Transaction,
  documentId: string,
  said: Omit<RecallBySender, 'toTell'>,
): Promise<void> {
  const document = await tx.load(incomingDocuments, documentId);
  if (isOver(document)) return;
  const { agencyId } = document;
  const open = (await tx.list(assignments, { agencyId, documentId })).filter((part) => part.open);
  for (const part of open) tx.change(assignments, part, { open: false });
  const ended = open.length > 0 ? await showHandling(tx, document) : document;
  recallIncoming(tx, ended, { ...said, toTell: await whoActedOn(tx, ended) });
}

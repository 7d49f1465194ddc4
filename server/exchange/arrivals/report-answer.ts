import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { isAnswered, isOver } from '../../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../../registry/incoming/store.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';

/**
 * Tells whoever sent a document how it stands by its answers: done (06) once one was issued, in progress again (05) when they have refused
 * all of them (docs/exchange-protocol.md, section 8). Without effect on what came on paper, and on what was told already.
 */
export async function reportAnswer(tx: Transaction, incomingId: IncomingDocument['id']): Promise<void> {
  const document = await tx.find(incomingDocuments, { id: incomingId });
  if (!document || isOver(document)) return;
  const arrival = await tx.find(arrivals, { agencyId: document.agencyId, documentId: incomingId });
  const code = isAnswered(document) ? '06' : '05';
  if (!arrival || arrival.told === code || (code === '05' && arrival.told !== '06')) return;
  await announce(tx, arrival, { code, at: tx.now, by: null, reason: null });
}

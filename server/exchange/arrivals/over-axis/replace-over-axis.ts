import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { Replacement } from '../../axis/said-of-packet.ts';
import { refusal } from '../../messages/message-refusal.ts';
import { arrivals, notices } from '../../store.ts';
import type { Arrival } from '../arrival.ts';
import { acknowledgeReplacement, replaceArrival } from '../replace-arrival.ts';
import { unsignedBy } from './unsigned.ts';

/**
 * What the axis has brought of a sender in whose place another document stands: what came signed is replaced by a signed message only, and what
 * never came by nothing. Refuses with `link-not-yours` while some of it may still come.
 */
export async function formersOf(
  tx: Transaction,
  senderCode: string,
  { documentIds, mayCome }: Pick<Replacement, 'documentIds'> & { readonly mayCome: boolean },
): Promise<Arrival[]> {
  const found = await Promise.all(documentIds.map((documentId) => allBroughtBefore(tx, senderCode, documentId)));
  if (mayCome && found.some(({ length }) => length === 0))
    throw refusal('link-not-yours', 'What it replaces has not come yet');
  return found.flat();
}

/**
 * Ends what an arrival of the axis stands in the place of — *thay thế*, business type 3 –, links both and tells the sender (15). Gives the arrival
 * as it is now.
 */
export async function replaceOverAxis(
  tx: Transaction,
  arrival: Arrival,
  { formers, reason, by }: Pick<Replacement, 'reason' | 'by'> & { readonly formers: readonly Arrival[] },
): Promise<Arrival> {
  const { agencyId, senderCode, senderName, messageId, envelopeSha256, axis } = arrival;
  const [first] = formers;
  if (!first || !axis) return arrival;
  const notice = tx.insert(notices, {
    ...{ agencyId, kind: 'replace', senderCode, senderName, messageId, envelopeSha256, axisId: axis.docId },
    of: { sender: senderCode, messageId: first.messageId, documentId: first.envelope.document.documentId },
    ...{ reason, by: unsignedBy(by ?? senderName), state: 'applied', takenAt: tx.now, arrivalId: first.id },
  });
  record(tx, { type: 'notice-taken', noticeId: notice.id, messageId, senderCode, axisId: axis.docId });
  for (const former of formers) await replaceArrival(tx, former, notice);
  await acknowledgeReplacement(tx, notice);
  return await tx.load(arrivals, arrival.id);
}

/** What the axis has brought of a sender under this id, the last of it last: with other files it is another document. */
export async function allBroughtBefore(tx: Transaction, senderCode: string, documentId: string): Promise<Arrival[]> {
  const { agencyId } = tx.actor;
  const all = await tx.list(arrivals, { agencyId, senderCode, 'envelope.document.documentId': documentId });
  return all.filter(({ axis }) => axis !== undefined);
}

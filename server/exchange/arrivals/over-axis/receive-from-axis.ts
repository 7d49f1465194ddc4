import { record } from '../../../audit/record.ts';
import { newId } from '../../../platform/ids.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { Replacement } from '../../axis/said-of-packet.ts';
import type { DocumentMessage } from '../../messages/message.ts';
import { arrivals, deliveries } from '../../store.ts';
import type { Arrival, OfAxis } from '../arrival.ts';
import { haveSameContent } from '../receive-document.ts';
import { formersOf, replaceOverAxis } from './replace-over-axis.ts';

/** A document of the axis that was read and checked, and where its exact packet lies. */
interface FromAxis extends Pick<Arrival, 'senderCode'> {
  readonly message: DocumentMessage;
  readonly packetSha256: string;
  readonly axis: OfAxis;
  /** The ids of the documents that it answers, as its packet names them (`ResponseFor`). */
  readonly answered: readonly string[];
  /** In whose place it stands; whether what was sent before it may still come. */
  readonly replaces: (Replacement & { readonly mayCome: boolean }) | undefined;
}

/**
 * Takes a document in that came over the national document axis — *văn bản đến qua trục liên thông* –: it waits for the clerk of the
 * actor's agency. The same packet again changes nothing, nor does a document of the same sender and id that came before by any way, unless
 * it was returned since. Under the same id with other files it is another document: nobody knows which of them is meant but the clerk, who is
 * asked about two of the same number.
 */
export async function receiveFromAxis(
  tx: Transaction,
  { senderCode, message, packetSha256, axis, answered, replaces }: FromAxis,
): Promise<Arrival> {
  const { agencyId } = tx.actor;
  const { messageId, document } = message;
  const { documentId } = document;
  const known = await tx.find(arrivals, { agencyId, 'axis.docId': axis.docId });
  if (known) return known;
  const before = await tx.list(arrivals, { agencyId, senderCode, 'envelope.document.documentId': documentId });
  const same = before.find(({ state, files }) => state !== 'returned' && haveSameContent(files, message.files));
  if (same) return same;
  const formers = replaces ? await formersOf(tx, senderCode, replaces) : [];
  const answers = await answeredOf(tx, answered, [senderCode, axis.senderId]);
  const arrival = tx.insert(arrivals, {
    ...{ agencyId, senderCode, senderName: message.sender.name, messageId },
    ...{ envelopeSha256: packetSha256, envelope: message, axis },
    files: message.files.map((file) => ({ id: newId(), ...file })),
    ...{ state: 'arrived', arrivedAt: tx.now, verdict: 'pending', announced: 0 },
    ...(answers.length > 0 ? { answers } : {}),
  });
  record(tx, {
    ...{ type: 'document-arrived', arrivalId: arrival.id, messageId, senderCode },
    ...{ envelopeSha256: packetSha256, axisId: axis.docId },
  });
  tx.enqueue({ kind: 'verify-arrival', key: arrival.id, payload: { agencyId, arrivalId: arrival.id } });
  return replaces ? await replaceOverAxis(tx, arrival, { ...replaces, formers }) : arrival;
}

/** The documents of the actor's agency among these that the axis had taken to whoever answers; of others nothing is made. */
async function answeredOf(tx: Transaction, answered: readonly string[], by: readonly string[]): Promise<string[]> {
  const { agencyId } = tx.actor;
  const sent = await Promise.all(
    [...new Set(answered)].map((one) => tx.list(deliveries, { agencyId, 'overAxis.documentId': one })),
  );
  const there = sent.flat().filter(({ overAxis }) => overAxis && by.includes(overAxis.to));
  return [...new Set(there.map(({ documentId }) => documentId))];
}

import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { GiveUp } from '../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { handOver, type Sealed, signedAnew } from '../deliveries/sealed-message.ts';
import { directoryEntries } from '../directory/store.ts';
import { arrivals, deliveries, followUps, givenReceipts, notices } from '../store.ts';

const { trusted } = mongoose;

/** A receipt bears the time when it was made, and may have been taken so much later. */
const TAKEN_WITHIN_MS = 8 * 24 * 3600_000;

/** What an agency here offers again, to whom, and since when it was sent. */
export interface OfferAgain {
  readonly agencyId: string;
  readonly deploymentId: string;
  /** RFC 3339. */
  readonly since: string;
}

/**
 * Offers what an agency had sent to agencies of a deployment once more, in the order in which it was sent: the same bytes, so that what is
 * there already changes nothing. What is refused for good – it has become too old, or speaks of what is lost there – is passed over; what was
 * kept of the first time stays.
 */
export async function offerAgain({ agencyId, deploymentId, since }: OfferAgain): Promise<void> {
  const there = await readAll(directoryEntries, { deployment: deploymentId, listed: true });
  const codes = there.map(({ id }) => id);
  const sent = await sentSince(agencyId, codes, new Date(since));
  let refused = 0;
  for (const message of sent) if (!(await isTaken(message))) refused += 1;
  if (sent.length === 0) return;
  await inTransaction(systemActor(agencyId), async (tx) =>
    record(tx, { type: 'messages-offered-again', deploymentId, messages: sent.length, refused }),
  );
}

async function isTaken(message: Sealed): Promise<boolean> {
  try {
    const anew = await signedAnew(message);
    await handOver(anew === undefined ? message : { ...message, envelopeSignatureSha256: anew });
    return true;
  } catch (error) {
    if (error instanceof GiveUp) return false;
    throw error;
  }
}

interface SentMessage extends Sealed {
  readonly at: Date;
}

async function sentSince(agencyId: string, codes: readonly string[], since: Date): Promise<SentMessage[]> {
  const ofSender = { agencyId, 'recipient.code': trusted({ $in: codes }), sentAt: trusted({ $gte: since }) };
  const sent = [...(await readAll(deliveries, ofSender)), ...(await readAll(followUps, ofSender))];
  const messages = sent.flatMap((one): SentMessage[] => (one.sentAt ? [{ ...one, at: one.sentAt }] : []));
  const all = [...messages, ...(await receiptsSince(agencyId, codes, since))];
  return all.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** The receipts that agencies with these codes have taken. */
async function receiptsSince(agencyId: string, codes: readonly string[], since: Date): Promise<SentMessage[]> {
  const at = trusted({ $gte: new Date(since.getTime() - TAKEN_WITHIN_MS) });
  const given = await readAll(givenReceipts, { agencyId, at, transportReceipt: trusted({ $exists: true }) });
  const of = { agencyId, senderCode: trusted({ $in: codes }) };
  const about = (ids: readonly (string | undefined)[]) => ({
    ...of,
    _id: trusted({ $in: ids.flatMap((id) => id ?? []) }),
  });
  const theirs = new Set([
    ...(await readAll(arrivals, about(given.map(({ arrivalId }) => arrivalId)))).map(({ id }) => id),
    ...(await readAll(notices, about(given.map(({ noticeId }) => noticeId)))).map(({ id }) => id),
  ]);
  return given
    .filter(({ arrivalId, noticeId }) => theirs.has(arrivalId ?? noticeId ?? ''))
    .map(({ id, at: made, sha256, signatureSha256 }) => ({
      ...{ id, agencyId, at: made, envelopeSha256: sha256, envelopeSignatureSha256: signatureSha256 },
    }));
}

import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import { GiveUp } from '../../platform/jobs/job-kind.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { handOver, isExpired, type Sealed, signedAnew } from '../deliveries/sealed-message.ts';
import { mergedInto } from '../directory/merged-into.ts';
import { directoryEntries } from '../directory/store.ts';
import { readMessage } from '../messages/message.ts';
import { arrivals, deliveries, followUps, givenReceipts, notices } from '../store.ts';
import { deliverLostAnew, followLostAnew } from './make-lost-anew.ts';

const { trusted } = mongoose;

/** A receipt bears the time when it was made, and may have been taken so much later. */
const TAKEN_WITHIN_MS = 8 * 24 * 3600_000;

/** What went over the national document axis is that one’s to give again. */
const straight = { transportReceipt: trusted({ $exists: true }) };

/** What an agency here offers again, to whom, and since when it was sent. */
export interface OfferAgain {
  readonly agencyId: string;
  readonly deploymentId: string;
  /** RFC 3339. */
  readonly since: string;
}

/**
 * Offers what an agency had sent to agencies of a deployment once more, in the order in which it was sent: the same bytes, so that what is
 * there already changes nothing. What is lost there and has become too old goes by a message of its own; what is refused for good otherwise – it
 * speaks of what is lost there – is passed over, and so is what is addressed to an agency that was merged, for which nobody answers any more: its
 * successor is offered what was said to it of that. What was kept of the first time stays.
 */
export async function offerAgain({ agencyId, deploymentId, since }: OfferAgain): Promise<void> {
  const there = await readAll(directoryEntries, { deployment: deploymentId, listed: true });
  const codes = there.map(({ id }) => id);
  const merged = await mergedInto(codes, currentTime());
  const sent = await sentSince(agencyId, [...codes, ...merged], new Date(since));
  let refused = 0;
  for (const message of sent) {
    const refusal = merged.includes(await addresseeOf(message)) ? 'nobody-answers' : await refusalOf(message);
    if (refusal === undefined) continue;
    refused += 1;
    if (isExpired(refusal)) await inTransaction(systemActor(agencyId), async (tx) => await message.anew?.(tx));
  }
  if (sent.length === 0) return;
  await inTransaction(systemActor(agencyId), async (tx) =>
    record(tx, { type: 'messages-offered-again', deploymentId, messages: sent.length, refused }),
  );
}

async function addresseeOf({ envelopeSha256 = '' }: Sealed): Promise<string> {
  return readMessage(await files().read(envelopeSha256)).recipient.code;
}

/** Why a message was refused for good; nothing when it was taken, now or since the first time. */
async function refusalOf(message: Sealed): Promise<GiveUp | undefined> {
  try {
    const anew = await signedAnew(message);
    await handOver(anew === undefined ? message : { ...message, envelopeSignatureSha256: anew });
    return undefined;
  } catch (error) {
    if (error instanceof GiveUp) return error;
    throw error;
  }
}

interface SentMessage extends Sealed {
  readonly at: Date;
  /** Has the same said by a new message. */
  readonly anew?: (tx: Transaction) => Promise<void>;
}

async function sentSince(agencyId: string, codes: readonly string[], since: Date): Promise<SentMessage[]> {
  const ofSender = {
    agencyId,
    'recipient.code': trusted({ $in: codes }),
    sentAt: trusted({ $gte: since }),
    ...straight,
  };
  const documents = (await readAll(deliveries, ofSender)).map((one) => ({
    ...{ ...one, at: one.sentAt ?? one.createdAt },
    anew: (tx: Transaction) => deliverLostAnew(tx, one.id),
  }));
  const followed = (await readAll(followUps, ofSender)).map((one) => ({
    ...{ ...one, at: one.sentAt ?? one.createdAt },
    anew: (tx: Transaction) => followLostAnew(tx, one.id),
  }));
  const all = [...documents, ...followed, ...(await receiptsSince(agencyId, codes, since))];
  return all.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** The receipts that agencies with these codes have taken. */
async function receiptsSince(agencyId: string, codes: readonly string[], since: Date): Promise<SentMessage[]> {
  const at = trusted({ $gte: new Date(since.getTime() - TAKEN_WITHIN_MS) });
  const given = await readAll(givenReceipts, { agencyId, at, ...straight });
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

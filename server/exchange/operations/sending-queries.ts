import mongoose from 'mongoose';
import { readSome } from '../../platform/database/store.ts';
import { deliveries } from '../store.ts';

const DAY_MS = 24 * 3600_000;
/** So many of the newest tell enough of a day. */
const MOST_LOOKED_AT = 2_000;

/** How long it took from the issue to the recipient's receipt, of what was sent in the day before a moment. */
export async function sendingTimes(now: Date): Promise<number[]> {
  const sentAt = mongoose.trusted({ $gte: new Date(now.getTime() - DAY_MS) });
  const newest = { sort: { sentAt: -1 }, limit: MOST_LOOKED_AT } as const;
  const found = await readSome(deliveries, ['createdAt', 'sentAt'], { sentAt }, newest);
  return found.flatMap(({ createdAt, sentAt: sent }) => (sent ? [sent.getTime() - createdAt.getTime()] : []));
}

import mongoose, { type mongo } from 'mongoose';
import { isDead, processMark } from '../state/process-mark.ts';

/**
 * What a store says of its demo. Of `claimed` nobody knows yet whether the store is empty, so nothing may be removed; `seeding` holds
 * half a demo and nothing else; `seeded` is a demo for good.
 */
interface DemoMark {
  readonly _id: 'demo';
  readonly state: 'claimed' | 'seeding' | 'seeded';
  /** The process that makes it, and until when it counts as living where its death cannot be seen. */
  readonly holder?: string;
  readonly until?: Date;
}

export type DemoState = DemoMark['state'];

const LEASE_MS = 60_000;

/** What has become of the demo of this store. */
export async function demoState(): Promise<DemoState | undefined> {
  return (await marks().findOne({ _id: 'demo' }))?.state;
}

/**
 * Claims the demo of this store for this process, from nobody or from a process that is dead; gives the state it was left in, or nothing
 * while another process has it. Times are the database's, which all processes share.
 */
export async function claimDemo(): Promise<DemoState | undefined> {
  const held = await marks().findOne({ _id: 'demo' });
  const free: mongo.Filter<DemoMark>[] = [{ holder: { $exists: false } }, { $expr: { $lt: ['$until', '$$NOW'] } }];
  if (held?.holder !== undefined && isDead(held.holder)) free.push({ holder: held.holder });
  await marks().updateOne({ _id: 'demo' }, { $setOnInsert: { state: 'claimed' } }, { upsert: true });
  const claimed = await marks().findOneAndUpdate({ _id: 'demo', state: { $ne: 'seeded' }, $or: free }, [
    { $set: { holder: processMark(), until: leaseEnd } },
  ]);
  return claimed?.state;
}

/** Says what has become of the claimed demo, and that this process lives; false when the claim was lost to another one. */
export async function keepClaim(state: DemoState): Promise<boolean> {
  const { matchedCount } = await marks().updateOne({ _id: 'demo', holder: processMark() }, [
    { $set: { state, until: leaseEnd } },
  ]);
  return matchedCount === 1;
}

/** Lets whoever comes next go on at once with what this process has not finished. */
export async function freeClaim(): Promise<void> {
  await marks().updateOne({ _id: 'demo', holder: processMark() }, { $unset: { holder: '', until: '' } });
}

/** Gives the claim up: there is no demo here. */
export async function dropClaim(): Promise<void> {
  await marks().deleteOne({ _id: 'demo', holder: processMark() });
}

const leaseEnd = { $add: ['$$NOW', LEASE_MS] };

function marks(): mongo.Collection<DemoMark> {
  return mongoose.connection.collection<DemoMark>('deployment');
}

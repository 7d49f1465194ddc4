import mongoose from 'mongoose';
import { readAll } from '../platform/store.ts';
import { wrongTries } from './store.ts';
import { assertTriesLeft, type Counted, WINDOW_MS } from './throttle.ts';

/*
 * Counts of wrong passwords. They are no act and must outlive the refusal they belong to, so they are written outside
 * the ledger, each in one atomic update that all processes share.
 */

/** Refuses while too many wrong passwords were tried. */
export async function checkTries(counted: readonly Counted[]): Promise<void> {
  const known = await readAll(wrongTries, { _id: mongoose.trusted({ $in: counted.map(({ key }) => key) }) });
  assertTriesLeft(counted, known, new Date());
}

/** Counts a wrong password; the first one of a window says when the window ends. */
export async function countWrongTry(counted: readonly Counted[]): Promise<void> {
  const now = new Date();
  const running = { $gt: ['$endsAt', now] };
  for (const { key } of counted) {
    await wrongTries.model.findOneAndUpdate(
      { _id: key },
      [
        {
          $set: {
            count: { $cond: [running, { $add: ['$count', 1] }, 1] },
            endsAt: { $cond: [running, '$endsAt', new Date(now.getTime() + WINDOW_MS)] },
            version: 1,
          },
        },
      ],
      { upsert: true, updatePipeline: true },
    );
  }
}

/** Forgets the wrong tries of one who knew the password after all. */
export async function forgetTries({ key }: Counted): Promise<void> {
  await wrongTries.model.deleteOne({ _id: key });
}

import { currentTime } from '../../platform/clock.ts';
import { rowsOf } from '../../platform/database/store.ts';
import type { AxisAgency } from './axis-answers.ts';
import { axisInUse } from './axis-in-use.ts';
import { axisAgencies } from './store.ts';

/** So many rows go into one write. */
const MOST_AT_ONCE = 1_000;

/**
 * Asks the axis which agencies it knows, and keeps that list in the place of the one before. An empty one is not believed: it would end the
 * electronic way to everybody.
 */
export async function learnAgencies(): Promise<void> {
  const [door] = axisInUse()?.doors.values() ?? [];
  const found = door ? await door.agencies() : [];
  if (found.length === 0) return;
  const listedAt = currentTime();
  for (let from = 0; from < found.length; from += MOST_AT_ONCE) {
    await rowsOf(axisAgencies).bulkWrite(found.slice(from, from + MOST_AT_ONCE).map((one) => listed(one, listedAt)));
  }
  await rowsOf(axisAgencies).deleteMany({ listedAt: { $lt: listedAt } });
}

function listed({ code, name }: AxisAgency, listedAt: Date) {
  const update = { $set: { name, listedAt }, $inc: { version: 1 } };
  return { updateOne: { filter: { _id: code }, update, upsert: true } };
}

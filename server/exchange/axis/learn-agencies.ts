import { currentTime } from '../../platform/clock.ts';
import { rowsOf } from '../../platform/database/store.ts';
import type { AxisAgency } from './axis-answers.ts';
import { axisInUse } from './axis-in-use.ts';
import { axisAgencies } from './store.ts';

/** So many rows go into one write. */
const MOST_AT_ONCE = 1_000;

/**
 * Asks the axis which agencies it knows, and keeps that list in the place of the one before, without those that have their account here; without an
 * axis, none. An empty one is not believed: it would end the electronic way to everybody.
 */
export async function learnAgencies(): Promise<void> {
  const doors = [...(axisInUse()?.doors.values() ?? [])];
  if (doors.length === 0) return void (await rowsOf(axisAgencies).deleteMany({}));
  const here = new Set(doors.map(({ systemId }) => systemId));
  const found = (await doors[0]?.agencies())?.filter(({ code }) => !here.has(code)) ?? [];
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

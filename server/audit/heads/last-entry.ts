import { readAll } from '../../platform/database/store.ts';
import { logHeads } from '../store.ts';

/** The time of the last entry of any log; `undefined` while there is none. */
export async function lastEntry(): Promise<Date | undefined> {
  const [last] = await readAll(logHeads, {}, { sort: { time: -1 }, limit: 1 });
  return last?.time;
}

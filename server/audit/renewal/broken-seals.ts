import { systemActor } from '../../platform/actor.ts';
import { log } from '../../platform/log.ts';
import { recordSoon } from '../record.ts';
import { DEPLOYMENT } from '../store.ts';

const SAME_MS = 15 * 60_000;
const MOST_KNOWN = 1_000;
const known = new Map<string, number>();
const writing = new Set<Promise<void>>();
let met = 0;

/** How often this process met a row that was changed past the ledger: a metric. */
export function brokenSealsMet(): number {
  return met;
}

/** Puts into the log of the deployment that a row is not believed: once a quarter of an hour for each, since every request meets it. */
export function noteBrokenSeal(store: string, rowId: string): void {
  met += 1;
  const key = JSON.stringify([store, rowId]);
  const last = known.get(key);
  const now = performance.now();
  if ((last !== undefined && now - last < SAME_MS) || known.size >= MOST_KNOWN) return;
  known.set(key, now);
  log.error({ store, rowId }, 'a row was changed past the ledger and is not believed');
  const told = recordSoon(systemActor(DEPLOYMENT), { type: 'row-not-believed', store, rowId })
    .catch((cause: unknown) => log.error({ err: cause, store, rowId }, 'a broken seal was not recorded'))
    .finally(() => writing.delete(told));
  writing.add(told);
}

/** Resolves when all that was met stands in the log (graceful stop). */
export async function brokenSealsTold(): Promise<void> {
  await Promise.all(writing);
}

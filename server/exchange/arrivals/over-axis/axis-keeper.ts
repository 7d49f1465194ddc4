import mongoose from 'mongoose';
import { agencies } from '../../../identity/store.ts';
import { systemActor } from '../../../platform/actor.ts';
import { isWithin } from '../../../platform/clock.ts';
import { readAll } from '../../../platform/database/store.ts';
import { jobs } from '../../../platform/ledger/jobs.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import { log } from '../../../platform/log.ts';
import type { Keeper } from '../../../platform/serving.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import { learnAgencies } from '../../axis/learn-agencies.ts';

const EVERY_MS = 60_000;
/** Agencies come and go seldom. */
const LIST_EVERY_MS = 3600_000;
/** What was given up stands in somebody's due work for so long before it is tried by itself again. */
const LEFT_MS = 10 * 60_000;

const { trusted } = mongoose;

/**
 * Has what waits on the national document axis fetched once a minute, for every agency that has an account there, and asks once an hour whom it
 * reaches.
 */
export class AxisKeeper implements Keeper {
  #timer: NodeJS.Timeout | undefined;
  #listTimer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  start(): void {
    this.#next(learnAgencies);
    if (!axisInUse()) return;
    this.#next(orderCollections);
    this.#timer = setInterval(() => this.#next(orderCollections), EVERY_MS);
    this.#listTimer = setInterval(() => this.#next(learnAgencies), LIST_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#listTimer);
    await this.#round;
  }

  #next(task: () => Promise<void>): void {
    this.#round = this.#round.then(task).catch((error: unknown) => log.warn({ err: error }, 'axis keeper'));
  }
}

/** Leaves the work of fetching for each agency with an account, unless it is under way, waits to be tried again, or was just given up. */
export async function orderCollections(): Promise<void> {
  const codes = [...(axisInUse()?.doors.keys() ?? [])];
  const here = await readAll(agencies, { code: trusted({ $in: codes }), active: true });
  const ids = here.map(({ id }) => id);
  const left = await readAll(jobs, { kind: 'collect-from-axis', key: trusted({ $in: ids }) });
  const busy = left.filter(({ state, runAt }) => state !== 'done' && (state !== 'dead' || isWithin(LEFT_MS, runAt)));
  const keys = new Set(busy.map(({ key }) => key));
  for (const agencyId of ids.filter((id) => !keys.has(id))) {
    await inTransaction(systemActor(agencyId), async (tx) => {
      tx.enqueue({ kind: 'collect-from-axis', key: agencyId, payload: { agencyId }, again: true });
    });
  }
}

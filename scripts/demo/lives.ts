import { readOne } from '../../server/platform/database/store.ts';
import type { JobWorker } from '../../server/platform/jobs/job-worker.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import type { DemoClock } from './demo-clock.ts';

/** When a life goes on: a minute of a working day, counted back from the last one. */
export interface Moment {
  readonly ago: number;
  readonly minute: number;
  /** Not before the work that all acts have left is done: the page is prepared, the document has arrived. */
  readonly settled?: true;
}

/** What happens to one document in a year, from top to bottom: it acts, and waits for its next moment. */
export type Life = AsyncGenerator<Moment, void, void>;

interface Waiting {
  readonly life: Life;
  readonly until: Moment;
  readonly order: number;
}

/** `8:20` on that day. */
export function at(ago: number, time: `${number}:${number}`): Moment {
  const [hours, minutes] = time.split(':').map(Number);
  return { ago, minute: (hours ?? 0) * 60 + (minutes ?? 0) };
}

/** The same, once nothing is left to be done. */
export function settledAt(ago: number, time: `${number}:${number}`): Moment {
  return { ...at(ago, time), settled: true };
}

/**
 * Lives through the year. Lives that wait for the same moment go on together, in the order in which they are given, so that their acts
 * share a commit and get the same numbers in every demo; what their acts leave to be done is done beside
 * the acts that follow, within the next day.
 */
export async function liveThrough(lives: readonly Life[], office: Office): Promise<void> {
  office.worker.start();
  try {
    await inOrder(lives, office);
  } finally {
    await office.worker.stop();
  }
}

async function inOrder(lives: readonly Life[], office: Office): Promise<void> {
  let waiting = await goOn(lives.map((life, order) => ({ life, order })));
  let day = Number.POSITIVE_INFINITY;
  for (let next = earliest(waiting); next; next = earliest(waiting)) {
    const { ago, minute } = next;
    const due = waiting.filter(({ until }) => until.ago === ago && until.minute === minute);
    if (day - ago > 1 || due.some(({ until }) => until.settled)) await settled(office);
    day = ago;
    office.clock.advanceTo(ago, minute);
    const rest = waiting.filter((one) => !due.includes(one));
    waiting = [...rest, ...(await goOn(due))].toSorted((one, other) => one.order - other.order);
  }
  await settled(office);
}

/** Where lives are led: the clock they share, and the worker that does what acts leave. */
export interface Office {
  readonly clock: DemoClock;
  readonly worker: JobWorker;
}

async function goOn(due: readonly Omit<Waiting, 'until'>[]): Promise<Waiting[]> {
  // All go on in the same turn of the event loop: their acts queue up in this order and are committed together.
  const next = await Promise.all(due.map(async ({ life, order }) => ({ life, order, step: await life.next() })));
  return next.flatMap(({ life, order, step }) => (step.done ? [] : [{ life, order, until: step.value }]));
}

function earliest(waiting: readonly Waiting[]): Moment | undefined {
  const moments = waiting.map(({ until }) => until);
  return moments.toSorted((one, other) => other.ago - one.ago || one.minute - other.minute)[0];
}

const MOST_TRIES = 20;

/** The work that acts leave, which the worker does while the lives go on. */
async function settled({ clock, worker }: Office): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    await worker.idle();
    if (!(await readOne(jobs, { state: 'waiting' }))) return;
    // On a slow machine a job may need another try, which is due a little later.
    clock.pass(1);
    worker.wake();
  }
  throw new Error('Jobs of the demo go on failing; the warnings above say why');
}

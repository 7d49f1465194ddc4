import type { Filter, Only } from './filter.ts';
import { type Row, readAll, readOne, type Store } from './store.ts';

/*
 * What people seldom change and every message asks for – the directory, the agencies here, certificates – is believed for a moment instead of
 * being asked for each time. A running server does so; elsewhere nothing is remembered.
 */

/** What another process has written counts here after so long at most; what this one has, at once. */
const REMEMBERED_MS = 500;
/** More is forgotten as a whole, so that nobody fills the memory by asking for what is not there. */
const MOST_ANSWERS = 2_000;

type Stored = Pick<Store<Row>, 'name'>;

interface Answer<A> {
  readonly answer: Promise<A>;
  readonly until: number;
  /** How often the stores had been written to when it was asked. */
  readonly writes: number;
}

let rememberedMs = 0;
const writesTo = new Map<string, number>();

/** From now on this process remembers for so long, and not at all for 0; called once by a server that starts. */
export function rememberRows(ms = REMEMBERED_MS): void {
  rememberedMs = ms;
}

/** Called once this process has written to a store: what was asked of it before counts no more. */
export function noteWritten(name: string): void {
  writesTo.set(name, (writesTo.get(name) ?? 0) + 1);
}

/**
 * Work that asks of these stores, or of files that an operator seldom changes, and whose answer is believed for half a second unless this process
 * writes to one of the stores; a failure never is.
 */
export function remembered<Q, A>(
  stores: readonly Stored[],
  nameOf: (question: Q) => string,
  work: (question: Q) => Promise<A>,
): (question: Q) => Promise<A> {
  const answers = new Map<string, Answer<A>>();
  const writesNow = () => stores.reduce((sum, { name }) => sum + (writesTo.get(name) ?? 0), 0);
  return (question) => {
    if (rememberedMs === 0) return work(question);
    const [name, now, writes] = [nameOf(question), performance.now(), writesNow()];
    const known = answers.get(name);
    if (known && known.until > now && known.writes === writes) return known.answer;
    if (answers.size >= MOST_ANSWERS) answers.clear();
    const answer = work(question);
    const kept = { answer, until: now + rememberedMs, writes };
    answers.set(name, kept);
    answer.catch(() => answers.get(name) === kept && answers.delete(name)); // whoever asked gets the error
    return answer;
  };
}

interface Asking<A> {
  readonly filter: object;
  readonly ask: () => Promise<A>;
}

/** What was asked of each store, by its name: for one row, and for all. */
const memories = new Map<string, (asking: Asking<unknown>) => Promise<unknown>>();

async function known<A>(store: Stored, of: 'one' | 'all', asking: Asking<A>): Promise<A> {
  const name = `${of} ${store.name}`;
  const memory =
    memories.get(name) ??
    remembered(
      [store],
      ({ filter }: Asking<unknown>) => JSON.stringify(filter),
      async ({ ask }) => await ask(),
    );
  memories.set(name, memory);
  return (await memory(asking)) as A;
}

/** `readOne` of what people seldom change, as it was half a second ago at the earliest. The filter names values alone. */
export async function readKnown<T extends Row, K extends PropertyKey>(
  store: Store<T>,
  filter: Only<Filter<T>, K>,
): Promise<T | undefined> {
  return await known(store, 'one', { filter, ask: () => readOne(store, filter) });
}

/** The same for all rows that match. */
export async function readAllKnown<T extends Row, K extends PropertyKey>(
  store: Store<T>,
  filter: Only<Filter<T>, K>,
): Promise<readonly T[]> {
  return await known(store, 'all', { filter, ask: () => readAll(store, filter) });
}

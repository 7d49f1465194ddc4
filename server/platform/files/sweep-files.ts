import { allStores, type Row, rowsOf, type Store } from '../database/store.ts';
import { log } from '../log.ts';
import { files } from './files.ts';
import { isUpload } from './partial-names.ts';

/** A file younger than this may belong to something under way: an upload lives a day, and its act may come in the last minute. */
const YOUNG_MS = 48 * 3600_000;
/** How long a file stays at hand after no row named it, before it is looked for once more and removed. */
const ASIDE_MS = 7 * 24 * 3600_000;
/** A message lives seven days at its sender, and one more for clocks: nobody goes on with a file after that. */
const PARTIAL_MS = 8 * 24 * 3600_000;
/** Whoever sends a file in parts has a day for it. */
const UPLOADING_MS = 25 * 3600_000;

/** Forgets what was derived of a stored file and is kept beside it. */
type Forget = (sha256: string) => Promise<unknown>;

const forgetting = new Set<Forget>();

/** Has what was derived of a file forgotten with it; called by the capability that keeps it, when it is connected. */
export function forgetWithFile(forget: Forget): void {
  forgetting.add(forget);
}

/** Forgets whatever was derived of a file. */
export async function forgetDerived(sha256: string): Promise<void> {
  for (const forget of forgetting) await forget(sha256);
}

export interface Swept {
  readonly setAside: number;
  readonly removed: number;
}

/**
 * Finds stored files that no row names, of any kind and wherever in it – uploads that no act used, drafts that were replaced –, sets them
 * aside with what was derived of them forgotten, and removes those that were set aside a week ago and are still unnamed. Never touches what is younger than two days. Removes
 * files that began to come in parts and were not gone on with for eight days, of people for one. Several processes may do it at once, beside everything else.
 */
export async function sweepFiles(now = new Date()): Promise<Swept> {
  const store = files();
  const before = new Date(now.getTime() - YOUNG_MS);
  const unnamed = await store.untouchedSince(before);
  const spare = new Set(await store.aside.since(new Date(now.getTime() - ASIDE_MS)));
  for (const sha256 of await namedAmong(new Set([...unnamed, ...spare]))) {
    unnamed.delete(sha256);
    if (!spare.delete(sha256)) continue;
    // It was set aside by mistake, or a row has come to name it since: asking for it brings it back, unless it was stored anew.
    await store.has(sha256);
    await store.aside.remove(sha256);
  }
  for (const sha256 of spare) await store.aside.remove(sha256);
  await store.partial.sweep((id) => new Date(now.getTime() - (isUpload(id) ? UPLOADING_MS : PARTIAL_MS)));
  let setAside = 0;
  for (const sha256 of unnamed) {
    if (!(await store.setAside(sha256, before))) continue;
    await forgetDerived(sha256);
    setAside += 1;
  }
  const swept = { setAside, removed: spare.size };
  if (setAside + spare.size > 0) log.info(swept, 'files that nothing names');
  return swept;
}

/** Those of some files that a row of any collection names. The rows are read as bytes: a name is the same text wherever it stands. */
export async function namedAmong(wanted: ReadonlySet<string>): Promise<Set<string>> {
  const named = new Set<string>();
  if (wanted.size === 0) return named;
  for (const store of allStores()) for await (const sha256 of namesIn(store)) if (wanted.has(sha256)) named.add(sha256);
  return named;
}

const NAME_LENGTH = 64;

async function* namesIn(store: Store<Row>): AsyncGenerator<string> {
  const rows = rowsOf(store).find({}, { raw: true, batchSize: 200 });
  for await (const row of rows) {
    // With `raw` the driver gives the bytes instead of the value its types speak of.
    const text = (row as unknown as Buffer).toString('latin1');
    for (const [digits] of text.matchAll(/[0-9a-f]{64,}/g))
      for (let at = 0; at + NAME_LENGTH <= digits.length; at += 1) yield digits.slice(at, at + NAME_LENGTH);
  }
}

import { keepText } from '../../intake/texts/keep-text.ts';
import { type KnownText, textsOf } from '../../intake/texts/queries.ts';
import { currentTime } from '../../platform/clock.ts';
import { rowsOf } from '../../platform/database/store.ts';
import { log } from '../../platform/log.ts';
import type { SearchSource } from '../../platform/search.ts';
import type { Awaiting, SearchEngine } from '../engine/search-engine.ts';
import { bringIn } from './bring-in.ts';

interface Bringing {
  readonly engine: SearchEngine;
  readonly sources: readonly SearchSource[];
  readonly signal?: AbortSignal;
}

/** So many documents of an agency are looked at in one round: it leaves the machine to others, and comes to all of them in time. */
const MOST_OF_ROUND = 50;

/** Where each agency is gone on with in the next round: what cannot be read now holds up no others. */
export type Places = Map<string, number>;

/**
 * Has the files read of some documents that await text, and brings in what is known of it; newer ones first, round by round. A file that is not
 * there, or whose text is recognised page by page, is looked at again in a later round.
 */
export async function bringTextsIn(bringing: Bringing, places: Places): Promise<void> {
  const { engine, signal } = bringing;
  for (const agencyId of await engine.agencies()) {
    const some = await engine.awaiting(agencyId, places.get(agencyId), MOST_OF_ROUND);
    const last = some.at(-1);
    if (last && some.length === MOST_OF_ROUND) places.set(agencyId, last.place);
    else places.delete(agencyId);
    for (const source of bringing.sources) {
      signal?.throwIfAborted();
      const ofSource = some.filter(({ kind }) => kind === source.kind);
      if (ofSource.length > 0) await bringTextsOf(bringing, agencyId, source, ofSource);
    }
  }
}

async function bringTextsOf(
  { engine, signal }: Bringing,
  agencyId: string,
  source: SearchSource,
  some: readonly Awaiting[],
): Promise<void> {
  const rows = await rowsOf(source.store)
    .find({ _id: { $in: some.map(({ id }) => id) } })
    .toArray();
  const ids: string[] = [];
  for (const row of rows) {
    signal?.throwIfAborted();
    const digests = source.entryOf(source.store.asStored(row))?.files ?? [];
    const before = await textsOf(digests, currentTime());
    for (const [sha256, { isRead }] of before) if (!isRead) await readOrSay(agencyId, sha256);
    if (isMore(before, await textsOf(digests, currentTime()))) ids.push(row._id);
  }
  if (ids.length > 0) await bringIn(engine, source, ids);
}

/** Whether there is something to bring in: a file was read, or all that was awaited has come. */
function isMore(before: ReadonlyMap<string, KnownText>, now: ReadonlyMap<string, KnownText>): boolean {
  const hasCome = [...now].some(([sha256, { isRead }]) => isRead && !before.get(sha256)?.isRead);
  return hasCome || [...now.values()].every(({ isWhole }) => isWhole);
}

async function readOrSay(agencyId: string, sha256: string): Promise<void> {
  try {
    await keepText(agencyId, sha256);
  } catch (error) {
    log.debug({ err: error, sha256 }, 'a file cannot be read for the search now; it is tried again');
  }
}

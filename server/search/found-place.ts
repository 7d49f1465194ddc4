import { setImmediate as turn } from 'node:timers/promises';
import { type KnownText, textsOf } from '../intake/texts/queries.ts';
import { currentTime } from '../platform/clock.ts';
import { rowsOf } from '../platform/database/store.ts';
import type { FoundPlace, SearchSource } from '../platform/search.ts';
import type { Hit } from './engine/search-engine.ts';
import { foldedWords } from './words/folded-words.ts';

/** Of so many documents on a page of hits it is said where they were found; who needs others says more. */
const MOST_PLACED = 20;
/** So many letters of all files are looked through for an answer; what stands behind them is found, and its place is not said. */
const MOST_LETTERS = 1_000_000;
/** Words shown before and after the first that was sought. */
const BEFORE = 6;
const AFTER = 20;

/**
 * Where the words that were typed stand in the files of documents that the caller has read back: the page that has the most of them. Nothing of
 * a document whose files have none.
 */
export async function placesOf(
  agencyId: string,
  hits: readonly Hit[],
  typed: string,
  sources: readonly SearchSource[],
): Promise<ReadonlyMap<string, FoundPlace>> {
  const sought = foldedWords(typed);
  const placed = hits.slice(0, MOST_PLACED);
  const ofDocuments = await Promise.all(sources.map((source) => filesOf(agencyId, source, placed)));
  const files = new Map(ofDocuments.flat());
  const texts = await textsOf([...new Set([...files.values()].flat())], currentTime());
  const places = new Map<string, FoundPlace>();
  let left = MOST_LETTERS;
  for (const [document, digests] of files) {
    // Others are served between two documents.
    await turn();
    const known = digests.map((sha256) => texts.get(sha256));
    left -= lettersOf(known);
    if (left < 0) break;
    const place = placeIn(known, sought);
    if (place) places.set(document, place);
  }
  return places;
}

type Files = readonly (Pick<KnownText, 'pages'> | undefined)[];

function lettersOf(files: Files): number {
  return files.flatMap((file) => file?.pages ?? []).reduce((sum, [, text]) => sum + text.length, 0);
}

async function filesOf(agencyId: string, source: SearchSource, hits: readonly Hit[]) {
  const ids = hits.filter(({ kind }) => kind === source.kind).map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await rowsOf(source.store)
    .find({ agencyId, _id: { $in: ids } })
    .toArray();
  return rows.map(
    (row) => [`${source.kind} ${row._id}`, source.entryOf(source.store.asStored(row))?.files ?? []] as const,
  );
}

/** The first of the pages with the most of the words. */
function placeIn(files: Files, sought: readonly string[]): FoundPlace | undefined {
  let best: { readonly count: number; readonly at: number; readonly page: number; readonly text: string } | undefined;
  for (const [at, file] of files.entries()) {
    for (const [page, text] of file?.pages ?? []) {
      const count = soughtIn(text, sought).size;
      if (count > (best?.count ?? 0)) best = { count, at, page, text };
    }
  }
  return best && { page: best.page, of: best.at + 1, snippet: snippetOf(best.text, sought) };
}

function soughtIn(text: string, sought: readonly string[]): Set<string> {
  return new Set(foldedWords(text).filter((word) => isSought(word, sought)));
}

/** The words around where the most of those that are sought stand together. */
function snippetOf(text: string, sought: readonly string[]): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const found = words.map((word) => [...soughtIn(word, sought)]);
  let [start, most] = [0, 0];
  for (const [at, here] of found.entries()) {
    const together = here.length > 0 ? new Set(found.slice(at, at + AFTER).flat()).size : 0;
    if (together > most) [start, most] = [at, together];
  }
  const from = Math.max(0, start - BEFORE);
  const end = start + AFTER;
  return `${from > 0 ? '… ' : ''}${words.slice(from, end).join(' ')}${end < words.length ? ' …' : ''}`;
}

/** The last word that was typed may be the beginning of one. */
function isSought(word: string, sought: readonly string[]): boolean {
  return sought.includes(word) || (sought.at(-1) !== undefined && word.startsWith(sought.at(-1) ?? ''));
}

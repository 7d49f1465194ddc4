import { type KnownText, textsOf } from '../intake/texts/queries.ts';
import { currentTime } from '../platform/clock.ts';
import { rowsOf } from '../platform/database/store.ts';
import type { FoundPlace, SearchSource } from '../platform/search.ts';
import type { Hit } from './engine/search-engine.ts';
import { foldedWords } from './words/folded-words.ts';

/** Of so many documents on a page of hits it is said where they were found; who needs others says more. */
const MOST_PLACED = 20;
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
  return new Map(
    [...files].flatMap(([document, digests]) => {
      const place = placeIn(
        digests.map((sha256) => texts.get(sha256)),
        sought,
      );
      return place ? [[document, place] as const] : [];
    }),
  );
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
export function placeIn(
  files: readonly (Pick<KnownText, 'pages'> | undefined)[],
  sought: readonly string[],
): FoundPlace | undefined {
  let best: { readonly count: number; readonly place: FoundPlace } | undefined;
  for (const [at, file] of files.entries()) {
    for (const [page, text] of file?.pages ?? []) {
      const { count, snippet } = snippetOf(text, sought);
      if (count > (best?.count ?? 0)) best = { count, place: { page, of: at + 1, snippet } };
    }
  }
  return best?.place;
}

/** How many of the words a text has, and the words around where the most of them stand together. */
function snippetOf(text: string, sought: readonly string[]): { readonly count: number; readonly snippet: string } {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const folded = words.map((word) => foldedWords(word).filter((one) => isSought(one, sought)));
  const within = (from: number): number => new Set(folded.slice(from, from + AFTER).flat()).size;
  const count = new Set(folded.flat()).size;
  let [start, most] = [0, 0];
  for (const [at, found] of folded.entries()) {
    const together = found.length > 0 ? within(at) : 0;
    if (together > most) [start, most] = [at, together];
  }
  const from = Math.max(0, start - BEFORE);
  const [end, shown] = [start + AFTER, words.slice(from, start + AFTER).join(' ')];
  return { count, snippet: `${from > 0 ? '… ' : ''}${shown}${end < words.length ? ' …' : ''}` };
}

/** The last word that was typed may be the beginning of one. */
function isSought(word: string, sought: readonly string[]): boolean {
  return sought.includes(word) || (sought.at(-1) !== undefined && word.startsWith(sought.at(-1) ?? ''));
}

import { type KnownText, textsOf } from '../../intake/texts/queries.ts';
import { currentTime } from '../../platform/clock.ts';
import { rowsOf, type StoredRow } from '../../platform/database/store.ts';
import { log } from '../../platform/log.ts';
import type { SearchSource } from '../../platform/search.ts';
import type { Change, SearchEngine } from '../engine/search-engine.ts';

/**
 * Brings these documents of a source into the indexes of their agencies, as they are in the database now. Gives the ids of those that cannot
 * be brought in since something in them is not as it should be: they hold up no others, and nobody finds them.
 */
export async function bringIn(engine: SearchEngine, source: SearchSource, ids: readonly string[]): Promise<string[]> {
  const stored = await rowsOf(source.store)
    .find({ _id: { $in: [...ids] } })
    .toArray();
  const known = stored.map((document) => changeOf(source, document));
  const texts = await textsOf([...new Set(known.flatMap((one) => one?.entry?.files ?? []))], currentTime());
  const [changes, refused] = [new Map<string, Change[]>(), new Map<string, string[]>()];
  for (const [at, document] of stored.entries()) {
    const agencyId = String(document.agencyId);
    const change = known[at];
    if (change) changes.set(agencyId, [...(changes.get(agencyId) ?? []), withTexts(change, texts)]);
    else refused.set(agencyId, [...(refused.get(agencyId) ?? []), document._id]);
  }
  for (const [agencyId, ofAgency] of changes) await engine.write(agencyId, ofAgency);
  for (const [agencyId, ofAgency] of refused)
    await engine.forget(
      agencyId,
      ofAgency.map((id) => ({ kind: source.kind, id })),
    );
  return [...refused.values()].flat();
}

/** The document with what stands in its files, as far as that is known. */
function withTexts(change: Change, texts: ReadonlyMap<string, KnownText>): Change {
  const { entry } = change;
  if (!entry) return change;
  const ofFiles = entry.files.flatMap((sha256) => texts.get(sha256) ?? []);
  const words = ofFiles.flatMap(({ pages }) => pages.map(([, text]) => text));
  const awaitsText = ofFiles.some(({ isWhole }) => !isWhole);
  return { ...change, entry: { ...entry, texts: [...entry.texts, ...words] }, awaitsText };
}

/** Undefined for what cannot be brought in. */
function changeOf({ kind, store, entryOf }: SearchSource, document: StoredRow): Change | undefined {
  try {
    const row = store.asStored(document);
    return { kind, id: row.id, version: row.version, entry: entryOf(row) };
  } catch (error) {
    log.error({ err: error, kind, id: document._id }, 'a document cannot be brought into the index of the search');
    return undefined;
  }
}

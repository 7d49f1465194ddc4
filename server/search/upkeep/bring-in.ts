import { rowsOf } from '../../platform/database/store.ts';
import type { SearchSource } from '../../platform/search.ts';
import type { Change, SearchEngine } from '../engine/search-engine.ts';

/** Brings these documents of a source into the indexes of their agencies, as they are in the database now. */
export async function bringIn(engine: SearchEngine, source: SearchSource, ids: readonly string[]): Promise<void> {
  const { kind, store } = source;
  const stored = await rowsOf(store)
    .find({ _id: { $in: [...ids] } })
    .toArray();
  const changes = new Map<string, Change[]>();
  for (const document of stored) {
    const row = store.asStored(document);
    const agencyId = String(document.agencyId);
    const change = { kind, id: row.id, version: row.version, entry: source.entryOf(row) };
    changes.set(agencyId, [...(changes.get(agencyId) ?? []), change]);
  }
  for (const [agencyId, ofAgency] of changes) await engine.write(agencyId, ofAgency);
}

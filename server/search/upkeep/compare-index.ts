import { rowsOf } from '../../platform/database/store.ts';
import type { SearchSource } from '../../platform/search.ts';
import type { Hit, Indexed, SearchEngine } from '../engine/search-engine.ts';
import { bringIn } from './bring-in.ts';

/** What the indexes do not have as the database has it. */
export interface Differences {
  /** Agencies whose index is damaged in itself. */
  readonly damaged: readonly string[];
  /** How many documents were looked at. */
  readonly documents: number;
  readonly missing: number;
  /** As they were before. */
  readonly stale: number;
  /** Known to the index alone. */
  readonly left: number;
  /** Those that cannot be brought in, by kind and id; none where nobody tried. */
  readonly refused: readonly string[];
}

interface Comparison {
  readonly engine: SearchEngine;
  readonly sources: readonly SearchSource[];
  /** Whether what differs is mended. */
  readonly mends: boolean;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** So many documents are looked at together. */
const PART = 500;

/** Compares the indexes of all agencies with the database, document by document by version, and mends what differs where that is asked for. */
export async function compareIndex(comparison: Comparison): Promise<Differences> {
  const damaged = await lookForDamage(comparison);
  let [documents, missing, stale] = [0, 0, 0];
  const refused: string[] = [];
  for (const source of comparison.sources) {
    for await (const part of partsOf(source, comparison.signal)) {
      const differing = await differencesOf(part, source.kind, comparison.engine);
      documents += part.length;
      missing += differing.missing.length;
      stale += differing.stale.length;
      if (!comparison.mends) continue;
      const ids = await mend(comparison.engine, source, differing);
      refused.push(...ids.map((id) => `${source.kind} ${id}`));
    }
  }
  return { damaged, documents, missing, stale, refused, left: await lookForLeft(comparison) };
}

/** True when the indexes are what the database says. */
export function agrees({ damaged, missing, stale, left }: Differences): boolean {
  return damaged.length + missing + stale + left === 0;
}

async function lookForDamage({ engine, mends }: Comparison): Promise<string[]> {
  const damaged: string[] = [];
  for (const agencyId of await engine.agencies()) {
    if (await engine.isWhole(agencyId)) continue;
    damaged.push(agencyId);
    if (mends) await engine.clear(agencyId);
  }
  return damaged;
}

interface Versioned extends Indexed {
  readonly agencyId: string;
}

async function* partsOf({ kind, store }: SearchSource, signal?: AbortSignal): AsyncGenerator<Versioned[]> {
  const all = rowsOf(store).find({}, { projection: { agencyId: 1, version: 1 }, sort: { _id: 1 }, batchSize: PART });
  let part: Versioned[] = [];
  for await (const { _id: id, agencyId, version } of all) {
    signal?.throwIfAborted();
    part.push({ kind, id, agencyId: String(agencyId), version: Number(version) });
    if (part.length < PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

interface Differing {
  readonly missing: readonly Versioned[];
  readonly stale: readonly Versioned[];
}

async function differencesOf(part: readonly Versioned[], kind: string, engine: SearchEngine): Promise<Differing> {
  const [missing, stale]: [Versioned[], Versioned[]] = [[], []];
  for (const [agencyId, documents] of byAgency(part)) {
    const ids = documents.map(({ id }) => id);
    const versions = new Map((await engine.known(agencyId, kind, ids)).map(({ id, version }) => [id, version]));
    for (const document of documents) {
      const version = versions.get(document.id);
      if (version === undefined) missing.push(document);
      else if (version !== document.version) stale.push(document);
    }
  }
  return { missing, stale };
}

/** Gives those that cannot be brought in. */
async function mend(engine: SearchEngine, source: SearchSource, { missing, stale }: Differing): Promise<string[]> {
  // What the index has in a newer version than the database is of a past that is no more.
  for (const [agencyId, documents] of byAgency(stale)) await engine.forget(agencyId, documents);
  const ids = [...missing, ...stale].map(({ id }) => id);
  return ids.length === 0 ? [] : await bringIn(engine, source, ids);
}

function byAgency(documents: readonly Versioned[]): ReadonlyMap<string, Versioned[]> {
  const agencies = new Map<string, Versioned[]>();
  for (const document of documents) {
    const others = agencies.get(document.agencyId);
    if (others) others.push(document);
    else agencies.set(document.agencyId, [document]);
  }
  return agencies;
}

/** Looks for what no row of the agency has any more. */
async function lookForLeft({ engine, sources, mends, signal }: Comparison): Promise<number> {
  let left = 0;
  for (const agencyId of await engine.agencies()) {
    for (let last: Hit | undefined, part = await engine.after(agencyId, undefined, PART); part.length > 0; ) {
      signal?.throwIfAborted();
      const gone = await goneOf(part, agencyId, sources);
      left += gone.length;
      if (mends && gone.length > 0) await engine.forget(agencyId, gone);
      last = part.at(-1);
      part = await engine.after(agencyId, last, PART);
    }
  }
  return left;
}

async function goneOf(part: readonly Hit[], agencyId: string, sources: readonly SearchSource[]): Promise<Hit[]> {
  const there = new Set<string>();
  for (const { kind, store } of sources) {
    const ids = part.filter((hit) => hit.kind === kind).map(({ id }) => id);
    const rows = rowsOf(store).find({ _id: { $in: ids }, agencyId }, { projection: { _id: 1 } });
    for await (const { _id: id } of rows) there.add(`${kind} ${id}`);
  }
  return part.filter(({ kind, id }) => !there.has(`${kind} ${id}`));
}

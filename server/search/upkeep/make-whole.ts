import type { SearchSource } from '../../platform/search.ts';
import type { SearchEngine } from '../engine/search-engine.ts';
import { compareIndex, type Differences } from './compare-index.ts';
import { markFinished, markUnfinished } from './unfinished.ts';

interface MakingWhole {
  readonly engine: SearchEngine;
  /** Where its indexes lie. */
  readonly folder: string;
  readonly sources: readonly SearchSource[];
  /** Whether what is there is thrown away first. */
  readonly anew?: boolean;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/**
 * Brings into the indexes all that they lack, beside a server that follows what changes. Gives what differed. Where it is cut off, whoever
 * keeps the indexes next begins with it; marks of others that are left meanwhile stay.
 */
export async function makeWhole({ engine, folder, sources, anew = false, signal }: MakingWhole): Promise<Differences> {
  const marks = await markUnfinished(folder);
  if (anew) for (const agencyId of await engine.agencies()) await engine.clear(agencyId);
  const differences = await compareIndex({ engine, sources, mends: true, ...(signal && { signal }) });
  await engine.settle();
  await markFinished(folder, marks);
  return differences;
}

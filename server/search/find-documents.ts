import type { Actor } from '../platform/actor.ts';
import type { Found } from '../platform/search.ts';
import { MOST_FOUND } from './contract.ts';
import { type Asked, hitsOf, readBack } from './hits.ts';
import { searchInUse } from './search-in-use.ts';
import { sourcesInUse } from './sources-in-use.ts';

export interface FindDocuments extends Pick<Asked, 'q' | 'kind' | 'from' | 'to'> {
  readonly limit: number;
}

export interface FoundDocuments {
  readonly items: Found[];
  readonly kinds: Record<string, number>;
  readonly total: number;
  readonly capped: boolean;
  readonly building: boolean;
}

/**
 * Finds documents by what the actor typed: numbers and titles first, of these the newest. The index narrows to what the actor may see, and
 * each hit is read back by the rules of reading before it is shown or counted. Refuses as `hitsOf` does.
 */
export async function findDocuments(actor: Actor, asked: FindDocuments, now: Date): Promise<FoundDocuments> {
  const sources = await sourcesInUse();
  const hits = await hitsOf(actor, { ...asked, inTexts: true, most: MOST_FOUND + 1 }, sources, now);
  const found = await readBack(actor, hits, sources);
  const shown = found.slice(0, MOST_FOUND);
  return {
    items: shown.slice(0, asked.limit),
    kinds: countKinds(shown),
    total: shown.length,
    capped: found.length > MOST_FOUND,
    building: searchInUse().keeper.isBuilding,
  };
}

function countKinds(found: readonly Found[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of found) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

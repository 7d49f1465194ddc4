import type { Actor } from '../platform/actor.ts';
import type { Found, FoundPlace } from '../platform/search.ts';
import { MOST_FOUND } from './contract.ts';
import type { Hit } from './engine/search-engine.ts';
import { placesOf } from './found-place.ts';
import { type Asked, hitsOf, readBack } from './hits.ts';
import { searchInUse } from './search-in-use.ts';
import { sourcesInUse } from './sources-in-use.ts';

export interface FindDocuments extends Pick<Asked, 'q' | 'kind' | 'from' | 'to'> {
  readonly limit: number;
}

export interface FoundDocuments {
  readonly items: (Found & { readonly place?: FoundPlace })[];
  readonly kinds: Record<string, number>;
  readonly total: number;
  readonly capped: boolean;
  readonly building: boolean;
}

/**
 * Finds documents by what the actor typed: numbers and titles first, of these the newest. The index narrows to what the actor may see, and
 * each hit is read back by the rules of reading before it is shown or counted; of the
 * first that only their texts say it is told where. Refuses as `hitsOf` does.
 */
export async function findDocuments(actor: Actor, asked: FindDocuments, now: Date): Promise<FoundDocuments> {
  const sources = await sourcesInUse();
  const hits = await hitsOf(actor, { ...asked, inTexts: true, most: MOST_FOUND + 1 }, sources, now);
  const found = await readBack(actor, hits, sources);
  const shown = found.slice(0, MOST_FOUND);
  const items = shown.slice(0, asked.limit);
  const inTexts = new Set(hits.flatMap((hit) => (hit.inTexts ? [keyOf(hit)] : [])));
  const places = await placesOf(
    actor.agencyId,
    items.filter((one) => inTexts.has(keyOf(one))),
    asked.q,
    sources,
  );
  return {
    items: items.map((one) => withPlace(one, places.get(keyOf(one)))),
    kinds: countKinds(shown),
    total: shown.length,
    capped: found.length > MOST_FOUND,
    building: searchInUse().keeper.isBuilding,
  };
}

const keyOf = ({ kind, id }: Hit): string => `${kind} ${id}`;

const withPlace = (found: Found, place: FoundPlace | undefined) => (place ? { ...found, place } : found);

function countKinds(found: readonly Found[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of found) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

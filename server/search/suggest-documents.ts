import type { Actor } from '../platform/actor.ts';
import type { Found } from '../platform/search.ts';
import { MOST_SUGGESTED } from './contract.ts';
import { hitsOf, readBack } from './hits.ts';
import { searchInUse } from './search-in-use.ts';
import { sourcesInUse } from './sources-in-use.ts';

/** As many again, for those that the actor may not read any more. */
const LOOKED_AT = 2 * MOST_SUGGESTED;

/**
 * The few documents that what is typed so far means most likely, by number, title and names; the same rights as `findDocuments`, and the same
 * refusals.
 */
export async function suggestDocuments(
  actor: Actor,
  q: string,
  now: Date,
): Promise<{ readonly items: Found[]; readonly building: boolean }> {
  const sources = await sourcesInUse();
  const hits = await hitsOf(actor, { q, inTexts: false, most: LOOKED_AT }, sources, now);
  const items = (await readBack(actor, hits, sources)).slice(0, MOST_SUGGESTED);
  return { items, building: searchInUse().keeper.isBuilding };
}

import type { Actor } from '../platform/actor.ts';
import type { Found } from '../platform/search.ts';
import type { Hit } from './engine/search-engine.ts';
import { readBack } from './hits.ts';
import { sourcesInUse } from './sources-in-use.ts';

/** Of these documents those that the actor may read now, as the search shows them and in the same order: for what they opened last. */
export async function readDocuments(actor: Actor, documents: readonly Hit[]): Promise<{ readonly items: Found[] }> {
  return { items: await readBack(actor, documents, await sourcesInUse()) };
}

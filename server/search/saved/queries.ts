import type { Actor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import type { SavedSearchView } from './contract.ts';
import type { SavedSearch } from './saved-search.ts';
import { savedSearches } from './store.ts';

/** The searches that the actor saved and those of their agency, by name. */
export async function listSearches({ agencyId, positionId }: Actor): Promise<SavedSearchView[]> {
  const [own, shared] = await Promise.all(
    [positionId, null].map((of) => readAll(savedSearches, { agencyId, positionId: of, ended: false })),
  );
  return [...(own ?? []), ...(shared ?? [])]
    .map(savedSearchView)
    .toSorted((one, other) => one.name.localeCompare(other.name, 'vi'));
}

export function savedSearchView({ id, name, positionId, search }: SavedSearch): SavedSearchView {
  return { id, name, shared: positionId === null, ...search };
}

import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSharing } from './demand-sharing.ts';
import { keyOfSearch, type SavedSearch } from './saved-search.ts';
import { savedSearches } from './store.ts';

/** Nobody finds one among more. */
const MOST_SAVED = 50;

/**
 * Saves a search under a name — *lưu tìm kiếm* –, for oneself or, where that is granted, for all of the agency. Refuses the name of another one of
 * the same with `search-name-taken`, more than fifty with `too-many-searches`.
 */
export async function saveSearch(
  tx: Transaction,
  { name, shared, ...search }: SavedSearch['search'] & { readonly name: string; readonly shared: boolean },
): Promise<SavedSearch> {
  if (shared) demandSharing(tx.actor);
  const { agencyId } = tx.actor;
  const positionId = shared ? null : tx.actor.positionId;
  const key = keyOfSearch(positionId, name);
  const others = await tx.list(savedSearches, { agencyId, positionId, ended: false });
  if (others.some((other) => other.key === key)) throw nameTaken(name);
  if (others.length >= MOST_SAVED)
    throw new DomainError('conflict', 'too-many-searches', `No more than ${MOST_SAVED} searches are saved`);
  const saved = tx.insert(savedSearches, { agencyId, positionId, name, key, search, ended: false });
  record(tx, { type: 'search-saved', savedSearchId: saved.id, shared });
  return saved;
}

function nameTaken(name: string): DomainError {
  return new DomainError('conflict', 'search-name-taken', `Another search is called ${name}`, {
    fields: [{ pointer: '/body/name', code: 'search-name-taken', detail: 'is that of another search' }],
  });
}

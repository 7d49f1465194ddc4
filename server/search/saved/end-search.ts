import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSharing } from './demand-sharing.ts';
import { hasSearch, type SavedSearch } from './saved-search.ts';
import { savedSearches } from './store.ts';

/** Ends a saved search — *bỏ tìm kiếm đã lưu*: nobody has it any more. Refuses another position's, and one that was ended, as none. */
export async function endSearch(tx: Transaction, savedSearchId: string): Promise<SavedSearch> {
  const saved = await tx.load(savedSearches, savedSearchId);
  if (!hasSearch(tx.actor, saved) || saved.ended) throw notFound();
  const shared = saved.positionId === null;
  if (shared) demandSharing(tx.actor);
  record(tx, { type: 'search-ended', savedSearchId: saved.id, shared });
  return tx.change(savedSearches, saved, { ended: true, key: undefined });
}

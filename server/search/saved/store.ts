import { defineStore, ofTexts } from '../../platform/database/store.ts';
import type { SavedSearch } from './saved-search.ts';

export const savedSearches = defineStore<SavedSearch>(
  'savedSearches',
  {
    ...{ agencyId: String, positionId: String, name: String, key: String, ended: Boolean },
    search: { q: String, kind: String, from: String, to: String, _id: false },
  },
  [
    { keys: { agencyId: 1, key: 1 }, options: { unique: true, ...ofTexts('key') } },
    { keys: { agencyId: 1, positionId: 1, ended: 1 } },
  ],
  { evidence: false },
);

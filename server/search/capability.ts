import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { grants } from './permissions.ts';

/** One box over everything that capabilities have to be found. */
export const search: Capability = {
  name: 'search',
  grants,
  stores: () => import('./saved/store.ts'),
  serving: async () => {
    const { closeSearch, searchInUse, startSearch, useIndexFolder } = await import('./search-in-use.ts');
    let isAsked = false;
    return {
      prepare: async ({ config }) => {
        useIndexFolder(config.indexFolder);
        isAsked = config.role !== 'worker';
      },
      keepers: () => (isAsked ? [{ start: startSearch, stop: closeSearch }] : []),
      gauges: [
        {
          name: 'vanban_search_behind_seconds',
          help: 'For how long this process could not bring what changed into its indexes of the search; 0 while it can',
          read: () => (isAsked ? searchInUse().keeper.secondsBehind : 0),
        },
        {
          name: 'vanban_search_refused',
          help: 'Documents that this process could not bring into the indexes of the search',
          read: () => (isAsked ? searchInUse().keeper.refused : 0),
        },
      ],
    };
  },
  api: async () => {
    const { searchContract } = await import('./contract.ts');
    const { searchRoutes } = await import('./routes.ts');
    const { savedSearchesContract } = await import('./saved/contract.ts');
    const { savedSearchesRoutes } = await import('./saved/routes.ts');
    return {
      contracts: { search: searchContract, savedSearches: savedSearchesContract },
      routes: () => [...searchRoutes, ...savedSearchesRoutes],
    };
  },
};

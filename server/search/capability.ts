import type { Capability } from '../platform/capability.ts';

/** One box over everything that capabilities have to be found. */
export const search: Capability = {
  name: 'search',
  serving: async () => {
    const { closeSearch, searchInUse, useIndexFolder } = await import('./search-in-use.ts');
    let isAsked = false;
    return {
      prepare: async ({ config }) => {
        useIndexFolder(config.indexFolder);
        isAsked = config.role !== 'worker';
      },
      keepers: () => (isAsked ? [{ start: () => searchInUse().keeper.start(), stop: closeSearch }] : []),
    };
  },
  api: async () => {
    const { searchContract } = await import('./contract.ts');
    const { searchRoutes } = await import('./routes.ts');
    return { contracts: { search: searchContract }, routes: () => searchRoutes };
  },
};

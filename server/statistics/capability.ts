import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { statisticsPages } from './pages.ts';
import { grants } from './permissions.ts';

/** Due work, the share of electronic exchange, and how documents are handled. */
export const statistics: Capability = {
  name: 'statistics',
  grants,
  pages: statisticsPages,
  due: async () => ({ sources: (await import('./given-up-work.ts')).dueOfGivenUpWork }),
  api: async () => {
    const { statisticsContract } = await import('./contract.ts');
    const { statisticsRoutes } = await import('./routes.ts');
    return { contracts: { statistics: statisticsContract }, routes: () => statisticsRoutes };
  },
};

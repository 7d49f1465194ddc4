import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { exchangePages } from './pages.ts';
import { grants } from './permissions.ts';

/** Envelopes, deliveries, arrivals and receipts. */
export const exchange: Capability = {
  name: 'exchange',
  grants,
  pages: exchangePages,
  stores: () => import('./store.ts'),
  jobs: async () => (await import('./jobs.ts')).exchangeJobs,
  api: async () => {
    const { exchangeContract } = await import('./contract.ts');
    const { exchangeRoutes } = await import('./routes.ts');
    return { contracts: { exchange: exchangeContract }, routes: () => exchangeRoutes };
  },
};

import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { grants } from './permissions.ts';

/** Directives, assignments and deadlines. */
export const routing: Capability = {
  name: 'routing',
  grants,
  stores: () => import('./store.ts'),
  migrations: [
    {
      number: 3,
      name: 'handlers with their deadlines, and to whom a document was presented',
      run: async (context) => (await import('./take-over-handling.ts')).takeOverHandling(context),
    },
    {
      number: 4,
      name: 'no work expected on documents that are answered',
      run: async (context) => (await import('./take-over-answers.ts')).takeOverAnswers(context),
    },
  ],
  due: async () => {
    const { countedAt } = await import('../platform/due.ts');
    return { sources: countedAt('incoming', (await import('./due.ts')).dueOfHandling) };
  },
  api: async () => {
    const { routingContract } = await import('./contract.ts');
    const { routingRoutes } = await import('./routes.ts');
    return { contracts: { routing: routingContract }, routes: () => routingRoutes };
  },
};

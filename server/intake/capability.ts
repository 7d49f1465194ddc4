import type { Capability } from '../platform/capability.ts';

/** Reading what comes in: fields of a page. */
export const intake: Capability = {
  name: 'intake',
  api: async () => {
    const { intakeContract } = await import('./contract.ts');
    const { intakeRoutes } = await import('./routes.ts');
    return { contracts: { intake: intakeContract }, routes: () => intakeRoutes };
  },
};

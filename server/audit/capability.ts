import type { Capability } from '../platform/capability.ts';
import { auditPages } from './pages.ts';
import { grants } from './permissions.ts';
import type { AuditPorts } from './routes.ts';

/** The log: who did what, and when. */
export const audit: Capability<AuditPorts> = {
  name: 'audit',
  grants,
  pages: auditPages,
  stores: () => import('./store.ts'),
  jobs: async () => (await import('./jobs.ts')).auditJobs,
  api: async () => {
    const { auditContract } = await import('./contract.ts');
    const { auditRoutes } = await import('./routes.ts');
    return { contracts: { audit: auditContract }, routes: auditRoutes };
  },
};

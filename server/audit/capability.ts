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
  migrations: [
    {
      number: 1,
      name: 'marks of the ledger on entries and rows',
      run: async (context) => (await import('./renewal/take-over-log.ts')).takeOverLog(context),
    },
  ],
  jobs: async () => (await import('./jobs.ts')).auditJobs,
  connect: async ({ keysFolder, restoring }) =>
    (await import('./renewal/open-log-keys.ts')).openLogKeys(keysFolder, { restoring }),
  serving: async () => (await import('./serving.ts')).servingOfAudit,
  api: async () => {
    const { auditContract } = await import('./contract.ts');
    const { auditRoutes } = await import('./routes.ts');
    return { contracts: { audit: auditContract }, routes: auditRoutes };
  },
};

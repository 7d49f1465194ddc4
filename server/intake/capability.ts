import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';

/** Reading what comes in: the text of scans, and the fields of a page. */
export const intake: Capability = {
  name: 'intake',
  stores: () => Promise.all([import('./scans/store.ts'), import('./likeness/store.ts')]),
  jobs: async () => (await import('./jobs.ts')).intakeJobs,
  connect: async () => {
    const { forgetWithFile } = await import('../platform/files/sweep-files.ts');
    forgetWithFile((await import('./scans/forget-scan.ts')).forgetScan);
    forgetWithFile((await import('./likeness/forget-print.ts')).forgetPrint);
  },
  api: async () => {
    const { intakeContract } = await import('./contract.ts');
    const { intakeRoutes } = await import('./routes.ts');
    return { contracts: { intake: intakeContract }, routes: () => intakeRoutes };
  },
};

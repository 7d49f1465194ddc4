import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';

/** What comes in: the tray and the folder in which it waits, the text of scans, and the fields of a page. */
export const intake: Capability = {
  name: 'intake',
  stores: () => Promise.all([import('./scans/store.ts'), import('./likeness/store.ts'), import('./tray/store.ts')]),
  jobs: async () => (await import('./jobs.ts')).intakeJobs,
  connect: async () => {
    const { forgetWithFile } = await import('../platform/files/sweep-files.ts');
    forgetWithFile((await import('./scans/forget-scan.ts')).forgetScan);
    forgetWithFile((await import('./likeness/forget-print.ts')).forgetPrint);
    const { whenUploadUsed } = await import('../platform/uploads/upload-use.ts');
    whenUploadUsed((await import('./tray/leave-with-upload.ts')).leaveWithUpload);
  },
  serving: async () => {
    const { InboxKeeper } = await import('./inbox/inbox-keeper.ts');
    const { requireInbox } = await import('./inbox/require-inbox.ts');
    let folder: string | undefined;
    return {
      prepare: async ({ config }) => {
        folder = config.inboxFolder;
        await requireInbox(folder);
      },
      keepers: () => (folder === undefined ? [] : [new InboxKeeper(folder)]),
    };
  },
  api: async () => {
    const { intakeContract } = await import('./contract.ts');
    const { intakeRoutes } = await import('./routes.ts');
    const { trayContract } = await import('./tray/contract.ts');
    const { trayRoutes } = await import('./tray/routes.ts');
    return {
      contracts: { intake: intakeContract, tray: trayContract },
      routes: () => [...intakeRoutes, ...trayRoutes],
    };
  },
};

import type { Route } from './api/http.ts';
import type { Capability } from './capability.ts';
import { platformPages } from './pages.ts';

export interface PlatformNeeds {
  /** What tells open pages what happened. */
  readonly live: { routes(): readonly Route[] };
}

/** What the platform itself adds: uploads, live news, and the collections of its mechanisms. */
export const platform: Capability<PlatformNeeds> = {
  name: 'platform',
  pages: platformPages,
  stores: () =>
    Promise.all([
      import('./api/rate-limits.ts'),
      import('./clock-guard/clock-notes.ts'),
      import('./deployment/processes.ts'),
      import('./files/file-keeper.ts'),
      import('./ledger/idempotency.ts'),
      import('./ledger/jobs.ts'),
      import('./partners/attempt-nonces.ts'),
      import('./uploads/upload-store.ts'),
    ]),
  due: async () => {
    const { dueOfDeployment } = await import('./deployment/due.ts');
    const { dueOfFiles } = await import('./files/due.ts');
    const { dueOfOutbound } = await import('./outbound/due.ts');
    return { sources: [...dueOfDeployment, ...dueOfFiles, ...dueOfOutbound] };
  },
  connect: async ({ storageFolder }) => {
    const { join } = await import('node:path');
    const { LocalFileStore, useFiles } = await import('./files/files.ts');
    useFiles(await LocalFileStore.at(join(storageFolder, 'files')));
  },
  serving: async () => {
    const { useDisks } = await import('./files/disk-watch.ts');
    const { FileKeeper } = await import('./files/file-keeper.ts');
    const { platformGauges } = await import('./gauges.ts');
    return {
      prepare: async ({ disks }) => useDisks(disks),
      keepers: () => [new FileKeeper()],
      gauges: platformGauges,
    };
  },
  api: async () => {
    const { liveContract } = await import('./edge/live-contract.ts');
    const { uploadsContract } = await import('./uploads/contract.ts');
    const { uploadsRoutes } = await import('./uploads/routes.ts');
    return {
      contracts: { uploads: uploadsContract, live: liveContract },
      routes: ({ live }) => [...uploadsRoutes, ...live.routes()],
    };
  },
};

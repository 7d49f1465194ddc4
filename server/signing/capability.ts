import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { signingPages } from './pages.ts';
import { grants } from './permissions.ts';

/** Acts of signing, sealing and checking, with the certificates and keys they need. */
export const signing: Capability = {
  name: 'signing',
  grants,
  pages: signingPages,
  stores: () =>
    Promise.all([
      import('./certificates/store.ts'),
      import('./revocation/store.ts'),
      import('./signatures/store.ts'),
      import('./stamps/store.ts'),
      import('./prints/store.ts'),
    ]),
  jobs: async () => (await import('./jobs.ts')).signingJobs,
  due: async () => {
    const { countedAt } = await import('../platform/due.ts');
    return { sources: countedAt('certificates', (await import('./certificates/due.ts')).dueOfCertificates) };
  },
  connect: async (place) => (await import('./connect.ts')).connectSigning(place),
  serving: async () => (await import('./serving.ts')).servingOfSigning,
  api: async () => {
    const { signingContract } = await import('./contract.ts');
    const { signingRoutes } = await import('./routes.ts');
    const { certificatesContract } = await import('./certificates/contract.ts');
    const { certificatesRoutes } = await import('./certificates/routes.ts');
    const { printsContract } = await import('./prints/contract.ts');
    const { printsRoutes } = await import('./prints/routes.ts');
    return {
      contracts: { signing: signingContract, certificates: certificatesContract, prints: printsContract },
      routes: () => [...signingRoutes, ...certificatesRoutes, ...printsRoutes],
    };
  },
};

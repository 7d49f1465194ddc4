import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { identityPages } from './pages.ts';
import { grants } from './permissions.ts';

export interface IdentityNeeds {
  /** What start passwords are derived from when a request is repeated. */
  readonly secret: string;
  /** Is told whose sessions or rights just changed. */
  readonly recheck: (personId: string) => Promise<void>;
  /** Refuses a stored picture that no signature could show. */
  readonly requireImage: (sha256: string) => Promise<void>;
}

/** Agencies, people, positions, sessions and rights. */
export const identity: Capability<IdentityNeeds> = {
  name: 'identity',
  grants,
  pages: identityPages,
  stores: () => import('./store.ts'),
  serving: async () => ({ prepare: (await import('./sessions/session.ts')).ensureSessionIndex }),
  api: async () => {
    const { identityContract } = await import('./contract.ts');
    const { identityRoutes } = await import('./routes.ts');
    return {
      contracts: { identity: identityContract },
      routes: ({ secret, recheck, requireImage }) => identityRoutes(secret, recheck, requireImage),
    };
  },
};

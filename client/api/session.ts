import { useQuery } from '@tanstack/react-query';
import { identityContract, type SessionView } from '../../server/identity/contract.ts';
import type { Role } from '../../server/identity/role.ts';
import { api } from './client.ts';
import { problemOf } from './problem.ts';
import { queryClient } from './query-client.ts';

/** The session as the server knows it; null when nobody is signed in. Only acts change it; one that ended shows at the next request. */
export const sessionQuery = {
  queryKey: ['session', 'whoAmI'] as const,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<SessionView | null> => {
    try {
      return await api(identityContract).whoAmI();
    } catch (error) {
      if (problemOf(error).status === 401) return null;
      throw error;
    }
  },
};

/** Takes over the session an act answered with; whatever was known before was another person’s or position’s. */
export function takeSession(session: SessionView | null): void {
  queryClient.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'sign-in-options',
  });
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** The session of the page; null while nobody is signed in or it is not known yet. */
export function useSession(): SessionView | null {
  return useQuery(sessionQuery).data ?? null;
}

/** Whether the position acted in has one of these roles. */
export function useHasRole(...wanted: readonly Role[]): boolean {
  const roles = useSession()?.position?.roles ?? [];
  return wanted.some((role) => roles.includes(role));
}

import { useQuery } from '@tanstack/react-query';
import { identityContract, type SessionView } from '../../server/identity/contract.ts';
import type { Role } from '../../server/platform/actor.ts';
import { actAs, learnActing } from './acting.ts';
import { api } from './client.ts';
import { problemOf } from './problem.ts';
import { queryClient } from './query-client.ts';

/** The session as the server knows it; null when nobody is signed in. Only acts change it; one that ended shows at the next request. */
export const sessionQuery = {
  queryKey: ['session', 'whoAmI'] as const,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<SessionView | null> => {
    try {
      const session = await api(identityContract).whoAmI();
      learnActing(session);
      return session;
    } catch (error) {
      if (problemOf(error).status !== 401) throw error;
      learnActing(null);
      return null;
    }
  },
};

/** Takes over the session an act answered with; whatever was known before, here and in other tabs, was another person’s or position’s. */
export function takeSession(session: SessionView | null): void {
  actAs(session);
  queryClient.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'sign-in-options',
  });
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** Asks who the browser acts as now, without taking it over: a page that was opened for somebody else is covered then. */
export async function lookAgain(): Promise<void> {
  try {
    learnActing(await api(identityContract).whoAmI());
  } catch (error) {
    if (problemOf(error).status === 401) learnActing(null);
  }
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

/** What the position acted in is granted. */
export function useRights(): readonly string[] {
  return useSession()?.rights ?? none;
}

const none: readonly string[] = [];

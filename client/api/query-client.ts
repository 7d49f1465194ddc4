import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { Contract, Endpoint, Right } from '../../server/platform/api/contract.ts';
import { type Answer, api, type Call } from './client.ts';
import { mayHaveChanged, type News } from './news.ts';
import { problemOf } from './problem.ts';

/** What the pages know of the server; answers count as fresh for ten seconds, live events make them stale sooner. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => problemOf(error).passing && failures < 5,
      retryDelay: (failures, error) => (problemOf(error).retryAfter ?? Math.min(2 ** failures, 15)) * 1_000,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

type Asked<E extends Endpoint> = Omit<Call<E>, 'signal' | 'idempotencyKey'>;

/**
 * The query of one endpoint, for `useQuery`: `queryOf(incomingContract, 'listIncoming', { query })`. Its key starts with the first
 * segment of the path (`incoming`), then the name, so that live events and acts can make a whole kind stale.
 */
export function queryOf<C extends Contract<Right>, N extends keyof C & string>(
  contract: C,
  name: N,
  ...[call]: Record<never, never> extends Asked<C[N]> ? [call?: Asked<C[N]>] : [call: Asked<C[N]>]
) {
  const kind = contract[name]?.path.split('/')[1] ?? '';
  const ask = api(contract)[name] as (call: object) => Promise<Answer<C[N]>>;
  return queryOptions({
    queryKey: [kind, name, call ?? {}] as const,
    queryFn: ({ signal }) => ask({ ...call, signal }),
  });
}

/** What changes too rarely to be asked again after every act. */
const steady = new Set<unknown>(['session', 'sign-in-options', 'tray-fields']);

/** Makes what is known of these kinds stale and asks again for what is on the screen; without kinds: everything but the session. */
export async function askAgain(...kinds: readonly string[]): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => (kinds.length === 0 ? !steady.has(queryKey[0]) : kinds.includes(String(queryKey[0]))),
  });
}

/** Asks again for what is on the screen and was answered already: whoever begins to listen now has heard of nothing since. */
export async function askAgainOfAnswered(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => !steady.has(queryKey[0]) && state.dataUpdatedAt > 0,
  });
}

/** Makes stale what these acts may have changed, and asks again for what is on the screen of it: each question once. */
export async function askAgainAfter(news: readonly News[]): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => !steady.has(queryKey[0]) && mayHaveChanged(queryKey, news),
  });
}

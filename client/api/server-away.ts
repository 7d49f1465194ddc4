import { useSyncExternalStore } from 'react';
import { problemOf } from './problem.ts';
import { queryClient } from './query-client.ts';

/** Whether something that is asked for has to be asked again because the server does not answer now. */
function isAway(): boolean {
  return queryClient
    .getQueryCache()
    .getAll()
    .some(
      ({ state }) =>
        state.fetchStatus === 'fetching' && state.fetchFailureCount > 0 && problemOf(state.fetchFailureReason).passing,
    );
}

const subscribe = (listener: () => void) => queryClient.getQueryCache().subscribe(listener);

/** The same, kept current. */
export function useServerAway(): boolean {
  return useSyncExternalStore(subscribe, isAway);
}

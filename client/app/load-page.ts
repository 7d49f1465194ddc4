import { identityContract } from '../../server/identity/contract.ts';
import { ProblemError, problemOf } from '../api/problem.ts';
import { queryClient, queryOf } from '../api/query-client.ts';

/** The slug of a page whose code the server does not have any more. */
export const OTHER_RELEASE = 'unexpected-answer';

const ANEW = 'vanban.loaded-anew';

/** Loads the document anew, unless that was done and no page could be loaded since: then it does not help. */
export function loadAnewOnce(): void {
  if (sessionStorage.getItem(ANEW) !== null) return;
  sessionStorage.setItem(ANEW, '1');
  location.reload();
}

/**
 * Loads the code of a page. While the server is away it is asked again until it answers, which the frame says in words. Refuses a page
 * that cannot be loaded from a server that answers: it is of another release, or the browser remembers that it was not there.
 */
export async function loadPage<Page>(load: () => Promise<Page>): Promise<Page> {
  const loaded = async (): Promise<Page> => {
    const page = await load();
    sessionStorage.removeItem(ANEW);
    return page;
  };
  try {
    return await loaded();
  } catch {
    await serverAnswers(); // Whatever was missing is asked for once more as soon as it can be had.
  }
  try {
    return await loaded();
  } catch (error) {
    throw new ProblemError({ slug: OTHER_RELEASE, status: -1, detail: String(error), cause: error });
  }
}

async function serverAnswers(): Promise<void> {
  await queryClient.fetchQuery({
    ...queryOf(identityContract, 'signInOptions'),
    staleTime: 0,
    retry: (_failures, error) => problemOf(error).passing,
    retryDelay: (failures) => Math.min(2 ** failures, 8) * 1_000,
  });
}

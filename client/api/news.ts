import type { QueryKey } from '@tanstack/react-query';

/**
 * What an act may have changed of what pages show: nothing; or, beside all lists and counts, of the documents only the one it names. An act of
 * which no feature says so may have changed anything.
 */
export type Reach = 'nothing' | 'its-document';

/** An act of the agency, as the live feed tells of it. */
export interface News {
  readonly kind: string;
  readonly documentId?: string | undefined;
}

const reaches = new Map<string, Reach>();

/** Takes what a feature says of the reach of its events. */
export function sayReaches(some: Readonly<Record<string, Reach>>): void {
  for (const [kind, reach] of Object.entries(some)) reaches.set(kind, reach);
}

/** Whether any page may show something else after the act. */
export function isNews({ kind }: News): boolean {
  return reaches.get(kind) !== 'nothing';
}

/** Whether the answer under this key may be another one after these acts. */
export function mayHaveChanged(queryKey: QueryKey, news: readonly News[]): boolean {
  const asked = documentOf(queryKey);
  return news.some((one) => {
    const isOfOne = reaches.get(one.kind) === 'its-document' && one.documentId !== undefined && asked !== undefined;
    return isNews(one) && (!isOfOne || one.documentId === asked);
  });
}

/** The document that a query is about; lists, counts and whatever else are about none. */
function documentOf(queryKey: QueryKey): unknown {
  const call = queryKey[2];
  if (typeof call !== 'object' || call === null || !('params' in call)) return undefined;
  const { params } = call;
  return typeof params === 'object' && params !== null && 'documentId' in params ? params.documentId : undefined;
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { totalText } from '../text/format.ts';
import { type ProblemError, problemOf } from './problem.ts';

/** One answer of an endpoint that lists part by part. */
interface Part<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
  readonly total?: number;
  readonly capped?: boolean;
}

/** A list as far as it was asked for. */
export interface Pages<Row> {
  /** Undefined until the first part is there. */
  readonly rows: readonly Row[] | undefined;
  /** How many there are in all, where the server counts them. */
  readonly total: string | undefined;
  readonly pending: boolean;
  /** Why there is nothing to show; what is shown already stays. */
  readonly error: ProblemError | undefined;
  readonly again: () => void;
  /** Asks for the next part; undefined when there is none. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
}

/** The one way to page: part after part by the server's cursor, under a key that names the question. */
export function usePages<Row>(
  key: readonly unknown[],
  ask: (asked: { readonly cursor: string | undefined; readonly signal: AbortSignal }) => Promise<Part<Row>>,
): Pages<Row> {
  const list = useInfiniteQuery({
    queryKey: [...key, 'parts'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask({ cursor: pageParam, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const { total, capped = false } = list.data?.pages[0] ?? {};
  // What was not counted to its end is counted by what is shown of it.
  const known = Math.max(total ?? 0, rows?.length ?? 0);
  return {
    rows,
    total: total === undefined ? undefined : totalText({ total: known, capped: capped && list.hasNextPage }),
    pending: list.isPending,
    error: list.error && !list.data ? problemOf(list.error) : undefined,
    again: () => void list.refetch(),
    more: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
    loadingMore: list.isFetchingNextPage,
  };
}

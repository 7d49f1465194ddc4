import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type IncomingSummary, incomingContract } from '../../../server/registry/incoming/contract.ts';
import { api } from '../../api/client.ts';
import { type ProblemError, problemOf } from '../../api/problem.ts';
import { queryOf } from '../../api/query-client.ts';
import { useHasRole } from '../../api/session.ts';
import { totalText } from '../../text/format.ts';

const incoming = api(incomingContract);

export type ChipName = 'can-lam' | 'cho-but-phe' | 'dang-xu-ly' | 'da-xong' | 'tat-ca';
type ListQuery = Pick<z.input<typeof incomingContract.listIncoming.query>, 'state' | 'open'>;

interface Chip {
  readonly name: ChipName;
  readonly query: ListQuery;
}

const all: Chip = { name: 'tat-ca', query: {} };
const done: Chip = { name: 'da-xong', query: { open: 'false' } };
const atWork: Chip = { name: 'dang-xu-ly', query: { open: 'true' } };

/** What each role has to do with incoming documents: clerks present them, leaders direct, the others handle. */
function chipsOf(clerk: boolean, leader: boolean): readonly [Chip, ...Chip[]] {
  if (clerk) return [{ name: 'can-lam', query: { state: 'registered' } }, atWork, all];
  if (leader) return [{ name: 'cho-but-phe', query: { state: 'presented' } }, atWork, all];
  return [{ name: 'can-lam', query: { open: 'true' } }, done, all];
}

/** The chips of the position with their counts, and the one that is on; a search looks in all documents unless a chip was chosen. */
export function useChips(chosen: string | undefined, words: string | undefined) {
  const clerk = useHasRole('clerk');
  const leader = useHasRole('leader');
  const own = chipsOf(clerk, leader);
  const [first, second] = own;
  const current = own.find(({ name }) => name === chosen) ?? (words === undefined ? first : all);
  const todo = useCount(first.query, words);
  const other = useCount(second?.query ?? {}, words);
  const counts: Partial<Record<ChipName, string | undefined>> = { [first.name]: todo };
  if (second) counts[second.name] = other;
  return { chips: own.map((chip) => ({ ...chip, count: counts[chip.name] })), current };
}

function useCount(query: ListQuery, words: string | undefined): string | undefined {
  const found = useQuery(queryOf(incomingContract, 'listIncoming', { query: { ...query, q: words, limit: '1' } })).data;
  return found && totalText(found);
}

/** A part of the list as the page shows it. */
export interface ShownList {
  readonly rows: readonly IncomingSummary[] | undefined;
  readonly total: string | undefined;
  readonly pending: boolean;
  readonly error: ProblemError | undefined;
  readonly again: () => void;
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
}

/** The documents a chip and the searched words leave, part by part. */
export function useIncomingList(query: ListQuery, words: string | undefined): ShownList {
  const list = useInfiniteQuery({
    queryKey: ['incoming', 'listIncoming', 'parts', query, words],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      incoming.listIncoming({ query: { ...query, q: words, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const [newest] = list.data?.pages ?? [];
  return {
    rows: list.data?.pages.flatMap((page) => page.items),
    total: newest && totalText(newest),
    pending: list.isPending,
    error: list.error && !list.data ? problemOf(list.error) : undefined,
    again: () => void list.refetch(),
    more: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
    loadingMore: list.isFetchingNextPage,
  };
}

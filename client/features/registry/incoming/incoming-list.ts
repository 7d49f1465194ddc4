import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type IncomingSummary, incomingContract } from '../../../../server/registry/incoming/contract.ts';
import { statisticsContract } from '../../../../server/statistics/contract.ts';
import { api } from '../../../api/client.ts';
import { type Pages, usePages } from '../../../api/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useHasRole } from '../../../api/session.ts';
import { totalText } from '../../../text/format.ts';

const incoming = api(incomingContract);
const statistics = api(statisticsContract);

export type ChipName = 'can-lam' | 'dang-xu-ly' | 'da-xong' | 'tat-ca';
/** What waits for this position, as the menu counts it; or documents by their state. */
type ListQuery = 'due' | Pick<z.input<typeof incomingContract.listIncoming.query>, 'state' | 'open'>;

interface Chip {
  readonly name: ChipName;
  readonly query: ListQuery;
}

const todo: Chip = { name: 'can-lam', query: 'due' };
const all: Chip = { name: 'tat-ca', query: {} };
const done: Chip = { name: 'da-xong', query: { open: 'false' } };
const atWork: Chip = { name: 'dang-xu-ly', query: { open: 'true' } };

/** What waits for oneself comes first; clerks and leaders see to what all of the agency is at, the others to what they have done. */
function chipsOf(overseer: boolean): readonly [Chip, ...Chip[]] {
  return [todo, overseer ? atWork : done, all];
}

/** The chips of the position with their counts, and the one that is on; a search looks in all documents unless a chip was chosen. */
export function useChips(chosen: string | undefined, words: string | undefined) {
  const own = chipsOf(useHasRole('clerk', 'leader'));
  const [first, second] = own;
  const current = own.find(({ name }) => name === chosen) ?? (words === undefined ? first : all);
  const waiting = useCount(first.query, words);
  const other = useCount(second?.query ?? {}, words);
  const counts: Partial<Record<ChipName, string | undefined>> = { [first.name]: waiting };
  if (second) counts[second.name] = other;
  return { chips: own.map((chip) => ({ ...chip, count: counts[chip.name] })), current };
}

function useCount(query: ListQuery, words: string | undefined): string | undefined {
  const isDue = query === 'due';
  const asked = { q: words, limit: '1' };
  const due = useQuery({ ...queryOf(statisticsContract, 'dueIncoming', { query: asked }), enabled: isDue });
  const ofState = isDue ? asked : { ...query, ...asked };
  const listed = useQuery({ ...queryOf(incomingContract, 'listIncoming', { query: ofState }), enabled: !isDue });
  const found = isDue ? due.data : listed.data;
  return found && totalText(found);
}

/** The documents a chip and the searched words leave, part by part. */
export function useIncomingList(query: ListQuery, words: string | undefined): Pages<IncomingSummary> {
  return usePages<IncomingSummary>(
    [query === 'due' ? 'due-work' : 'incoming', 'listIncoming', query, words],
    ({ cursor, signal }) => {
      const asked = { q: words, cursor };
      if (query === 'due') return statistics.dueIncoming({ query: asked, signal });
      return incoming.listIncoming({ query: { ...query, ...asked }, signal });
    },
  );
}

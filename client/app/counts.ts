import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { queryOf } from '../api/query-client.ts';
import { useRights } from '../api/session.ts';

type DueWork = z.output<typeof statisticsContract.dueWork.response>;

/** How much waits behind an entry of the menu, by its badge; absent when there is nothing to count. */
export type Counts = Readonly<Record<string, number>>;

/** The counts beside the menu, of the same due work as the home page shows. */
export function useCounts(): Counts {
  const hasWork = useRights().includes('statistics.due-work');
  const due = useQuery({ ...queryOf(statisticsContract, 'dueWork'), enabled: hasWork }).data;
  return due ? countsOf(due) : {};
}

/** Each number is that of the rows of the list behind the entry – of deliveries the documents that were sent, once each –, `all` of all. */
export function countsOf({ now, overdue, today, fresh, more, counts }: DueWork): Counts {
  return { ...counts, all: now.length + overdue.length + today.length + fresh.length + more };
}

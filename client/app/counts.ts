import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { queryOf } from '../api/query-client.ts';
import { useHasRole } from '../api/session.ts';

type DueWork = z.output<typeof statisticsContract.dueWork.response>;

/** How much waits behind an entry of the menu; absent when there is nothing to count. */
export type Counts = Readonly<Partial<Record<'home' | 'incoming' | 'outgoing' | 'arrivals' | 'certificates', number>>>;

/** The counts beside the menu, of the same due work as the home page shows. */
export function useCounts(): Counts {
  const reads = useHasRole('clerk', 'leader', 'unit-head', 'specialist', 'administrator');
  const due = useQuery({ ...queryOf(statisticsContract, 'dueWork'), enabled: reads }).data;
  return due ? countsOf(due) : {};
}

/** Each number is that of the rows of the list behind the entry: of deliveries the documents that were sent, once each. */
export function countsOf(due: DueWork): Counts {
  const { now, overdue, today, fresh, more, counts } = due;
  return {
    home: now.length + overdue.length + today.length + fresh.length + more,
    incoming: counts.incoming,
    outgoing: counts.outgoing,
    arrivals: counts.arrivals,
    certificates: counts.certificates,
  };
}

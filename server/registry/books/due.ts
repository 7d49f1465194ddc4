import { yearInVietnam } from '../../platform/calendar.ts';
import { type Due, type DueSource, dueOfFew, faultOfHouse } from '../../platform/due.ts';
import { numbersToConfirm } from './lost-numbers-queries.ts';

declare module '../../platform/due.ts' {
  interface DueKinds {
    'numbers-unconfirmed': 'confirm-numbers';
    'database-put-back': 'see-state';
  }
}

type Doubt = Due<'numbers-unconfirmed' | 'database-put-back', 'confirm-numbers' | 'see-state'>;

/** Acts were lost: after a restore the clerk confirms the last numbers, after a database was put back the administrator sees to it first. */
const toConfirm = dueOfFew<Doubt>(async ({ roles, agencyId }, now) => {
  if (!roles.includes('clerk') && !roles.includes('administrator')) return [];
  const doubt = await numbersToConfirm(agencyId, yearInVietnam(now));
  if (doubt?.how === 'restored' && roles.includes('clerk')) {
    return [faultOfHouse({ kind: 'numbers-unconfirmed', action: 'confirm-numbers', at: doubt.since })];
  }
  if (doubt?.how === 'put-back' && roles.includes('administrator')) {
    return [faultOfHouse({ kind: 'database-put-back', action: 'see-state', at: doubt.since })];
  }
  return [];
});

/** What waits about the registers themselves. */
export const dueOfBooks = [toConfirm] satisfies readonly DueSource[];

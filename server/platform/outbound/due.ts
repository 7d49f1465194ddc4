import { type DueSource, dueOfFew, faultOfHouse } from '../due.ts';
import { scannerAwaySince } from './malware-scanner.ts';

/** What waits about what this house asks of others, for its administrators. */
export const dueOfOutbound = [
  dueOfFew(async ({ roles }) => {
    const since = scannerAwaySince();
    if (since === undefined || !roles.includes('administrator')) return [];
    return [faultOfHouse({ kind: 'scanner-away', action: 'see-state', at: since.toISOString() } as const)];
  }),
] satisfies readonly DueSource[];

import { type DueSource, dueOfFew, faultOfHouse } from '../due.ts';
import { scannerFault } from './malware-scanner.ts';

/** What waits about what this house asks of others, for its administrators. */
export const dueOfOutbound = [
  dueOfFew(async ({ roles }) => {
    const fault = scannerFault();
    if (fault === undefined || !roles.includes('administrator')) return [];
    return [faultOfHouse({ kind: fault.kind, action: 'see-state', at: fault.since.toISOString() } as const)];
  }),
] satisfies readonly DueSource[];

import { type DueSource, dueOfFew, faultOfHouse } from '../due.ts';
import { runningProcesses } from './processes.ts';

/** Only where anybody says that it runs: a command or a test is no deployment without workers. */
const noWorker = dueOfFew(async ({ roles }, now) => {
  if (!roles.includes('administrator')) return [];
  const running = await runningProcesses();
  const isMissing = running.length > 0 && running.every(({ role }) => role === 'web');
  return isMissing ? [faultOfHouse({ kind: 'no-worker', action: 'see-state', at: now.toISOString() } as const)] : [];
});

/** What waits about the running house, for its administrators. */
export const dueOfDeployment = [noWorker] satisfies readonly DueSource[];

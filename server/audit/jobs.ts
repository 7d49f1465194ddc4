import type { JobHandler } from '../platform/worker/job-worker.ts';
import { verifyAllLogs } from './verify-all-logs.ts';

/** The work the log does later, by kind of message. */
export const auditJobs: Readonly<Record<string, JobHandler>> = {
  'verify-logs': async () => await verifyAllLogs(),
};

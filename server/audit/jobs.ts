import { z } from 'zod';
import { sweepFiles } from '../platform/files/sweep-files.ts';
import { defineJob, type JobKind, whileSomebodyWaits } from '../platform/jobs/job-kind.ts';
import { leaveToPerson } from '../platform/ledger/jobs.ts';
import { verifyAllLogs } from './checks/verify-all-logs.ts';
import { record } from './record.ts';

/** Work of the house at night: when it does not come about, its administrator sees it. */
function nightly(kind: string, work: () => Promise<unknown>): JobKind {
  return defineJob({
    kind,
    payload: z.object({}),
    retry: whileSomebodyWaits,
    atOnce: 1,
    ofOneAgency: 1,
    work: async () => void (await work()),
    givenUp: async (tx, _nothing, { job, reason }) => {
      record(tx, { type: 'work-given-up', work: job.kind, reason });
      leaveToPerson(tx, job, 'administrator');
    },
  });
}

/** What is done every night, ordered by the keeper of the logs. */
export const auditJobs: readonly JobKind[] = [
  nightly('verify-logs', verifyAllLogs),
  nightly('sweep-files', sweepFiles),
];

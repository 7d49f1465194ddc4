import { z } from 'zod';
import { defineJob, type JobKind, whileSomebodyWaits } from '../platform/job-kind.ts';
import { leaveToPerson } from '../platform/jobs.ts';
import { record } from './record.ts';
import { verifyAllLogs } from './verify-all-logs.ts';

/** The work the log does later. */
export const auditJobs: readonly JobKind[] = [
  defineJob({
    kind: 'verify-logs',
    payload: z.object({}),
    retry: whileSomebodyWaits,
    atOnce: 1,
    ofOneAgency: 1,
    work: verifyAllLogs,
    givenUp: async (tx, _nothing, { job, reason }) => {
      record(tx, { type: 'work-given-up', work: job.kind, reason });
      leaveToPerson(tx, job, 'administrator');
    },
  }),
];

import { record } from '../audit/record.ts';
import { defineJob, type JobKind, whileSomebodyWaits } from '../platform/jobs/job-kind.ts';
import { leaveToPerson } from '../platform/ledger/jobs.ts';
import { collectMails, mailboxNamed } from './mailboxes/collect-mails.ts';
import { readScan, scanFailed, scanPage } from './scans/read-scan.ts';

/** The work intake does later. */
export const intakeJobs: readonly JobKind[] = [
  defineJob({
    kind: 'read-scan',
    payload: scanPage,
    retry: whileSomebodyWaits,
    atOnce: 2,
    ofOneAgency: 2,
    work: readScan,
    givenUp: async (tx, scan, { job, reason }) => {
      if (reason !== 'state-secret') return await scanFailed(tx, scan, reason);
      record(tx, { type: 'work-given-up', work: job.kind, reason });
      leaveToPerson(tx, job, 'clerk');
    },
  }),
  defineJob({
    kind: 'collect-mails',
    payload: mailboxNamed,
    retry: whileSomebodyWaits,
    atOnce: 2,
    ofOneAgency: 1,
    work: collectMails,
    givenUp: async (tx, _mailbox, { job, reason }) => {
      record(tx, { type: 'work-given-up', work: job.kind, reason });
      leaveToPerson(tx, job, 'administrator');
    },
  }),
];

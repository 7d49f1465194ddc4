import { z } from 'zod';
import { record } from '../audit/record.ts';
import { systemActor } from '../platform/actor.ts';
import { readAll, readOne } from '../platform/database/store.ts';
import { defineJob, type JobKind, whileSomebodyWaits } from '../platform/jobs/job-kind.ts';
import { leaveToPerson } from '../platform/ledger/jobs.ts';
import { inTransaction } from '../platform/ledger/transaction.ts';
import { keepVerdict } from '../registry/incoming/keep-verdict.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { verificationFailed } from '../registry/incoming/verification-failed.ts';
import { prepareFailed } from '../registry/outgoing/drafts/draft-prepared.ts';
import { resumeSealing } from '../registry/outgoing/numbering/resume-sealing.ts';
import { sealFailed } from '../registry/outgoing/numbering/seal-failed.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import { prepareDraft } from './signatures/prepare-draft.ts';
import { sealDocument } from './signatures/seal-document.ts';
import { verifyFiles } from './verification/verification-of.ts';

const ofAgency = z.object({ agencyId: z.string() });
const onDocument = z.object({ agencyId: z.string(), documentId: z.string() });
const onDraft = onDocument.extend({ version: z.number().int() });

/** The work signing does later. */
export const signingJobs: readonly JobKind[] = [
  defineJob({
    kind: 'prepare-document',
    payload: onDraft,
    retry: whileSomebodyWaits,
    atOnce: 3,
    ofOneAgency: 1,
    work: prepareDraft,
    givenUp: (tx, draft, { reason }) => prepareFailed(tx, { ...draft, reason }),
  }),
  defineJob({
    kind: 'seal-document',
    payload: onDocument,
    retry: whileSomebodyWaits,
    atOnce: 4,
    ofOneAgency: 2,
    work: sealDocument,
    givenUp: (tx, { documentId }, { reason }) => sealFailed(tx, { documentId, reason }),
  }),
  defineJob({
    kind: 'resume-sealing',
    payload: ofAgency,
    retry: whileSomebodyWaits,
    atOnce: 1,
    ofOneAgency: 1,
    work: async ({ agencyId }) => {
      const waiting = { agencyId, 'state.status': 'numbered', 'notice.kind': 'seal-failed' };
      for (const { id } of await readAll(outgoingDocuments, waiting)) {
        await inTransaction(systemActor(agencyId), (tx) => resumeSealing(tx, id));
      }
    },
    givenUp: async (tx, _agency, { job, reason }) => {
      record(tx, { type: 'work-given-up', work: job.kind, reason });
      leaveToPerson(tx, job, 'clerk');
    },
  }),
  defineJob({
    kind: 'verify-document',
    payload: onDocument,
    retry: whileSomebodyWaits,
    atOnce: 3,
    ofOneAgency: 1,
    work: async ({ agencyId, documentId }) => {
      const document = await readOne(incomingDocuments, { _id: documentId, agencyId });
      if (!document) throw new Error(`There is no incoming document ${documentId}`);
      const { verdict } = await verifyFiles(document.files, document.issuer.agencyId);
      await inTransaction(systemActor(agencyId), (tx) => keepVerdict(tx, documentId, verdict));
    },
    givenUp: (tx, { documentId }, { reason }) => verificationFailed(tx, { documentId, reason }),
  }),
];

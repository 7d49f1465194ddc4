import { z } from 'zod';
import { systemActor } from '../platform/actor.ts';
import { defineJob, type JobKind, whileSomebodyWaits } from '../platform/job-kind.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { prepareFailed } from '../registry/draft-prepared.ts';
import { keepVerdict } from '../registry/keep-verdict.ts';
import { sealFailed } from '../registry/seal-failed.ts';
import { incomingDocuments } from '../registry/store.ts';
import { verificationFailed } from '../registry/verification-failed.ts';
import { prepareDraft } from './prepare-draft.ts';
import { sealDocument } from './seal-document.ts';
import { verifyFiles } from './verification-of.ts';

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
    kind: 'verify-document',
    payload: onDocument,
    retry: whileSomebodyWaits,
    atOnce: 3,
    ofOneAgency: 1,
    work: async ({ agencyId, documentId }) => {
      const document = await readOne(incomingDocuments, { _id: documentId, agencyId });
      if (!document) throw new Error(`There is no incoming document ${documentId}`);
      const { verdict } = await verifyFiles(document.files);
      await inTransaction(systemActor(agencyId), (tx) => keepVerdict(tx, documentId, verdict));
    },
    givenUp: (tx, { documentId }, { reason }) => verificationFailed(tx, { documentId, reason }),
  }),
];

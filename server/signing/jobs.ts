import { z } from 'zod';
import { systemActor } from '../platform/actor.ts';
import type { Job } from '../platform/jobs.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { JobHandler } from '../platform/worker/job-worker.ts';
import { keepVerdict } from '../registry/keep-verdict.ts';
import { sealFailed } from '../registry/seal-failed.ts';
import { incomingDocuments } from '../registry/store.ts';
import { prepareDraft } from './prepare-draft.ts';
import { sealDocument } from './seal-document.ts';
import { verifyFiles } from './verification-of.ts';

const onDocument = z.object({ agencyId: z.string(), documentId: z.string() });
const onDraft = onDocument.extend({ version: z.number().int() });

/** The work signing does later, by kind of message. */
export const signingJobs: Readonly<Record<string, JobHandler>> = {
  'prepare-document': (payload) => prepareDraft(onDraft.parse(payload)),
  'seal-document': (payload) => sealDocument(onDocument.parse(payload)),
  'verify-document': async (payload) => {
    const { agencyId, documentId } = onDocument.parse(payload);
    const document = await readOne(incomingDocuments, { _id: documentId, agencyId });
    if (!document) throw new Error(`There is no incoming document ${documentId}`);
    const { verdict } = await verifyFiles(document.files);
    await inTransaction(systemActor(agencyId), (tx) => keepVerdict(tx, documentId, verdict));
  },
};

/** Says so where clerks look when the worker gave up on one of these. */
export async function noteDeadSigningJob({ kind, payload, lastError = 'internal-error' }: Job): Promise<void> {
  if (kind !== 'seal-document') return;
  const { agencyId, documentId } = onDocument.parse(payload);
  await inTransaction(systemActor(agencyId), (tx) => sealFailed(tx, { documentId, reason: lastError }));
}

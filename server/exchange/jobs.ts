import { z } from 'zod';
import { agencies } from '../identity/store.ts';
import { systemActor } from '../platform/actor.ts';
import type { Job } from '../platform/jobs.ts';
import { readAll, readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { JobHandler } from '../platform/worker/job-worker.ts';
import { outgoingDocuments } from '../registry/store.ts';
import { verifyFiles } from '../signing/verification-of.ts';
import { concludeVerification } from './conclude-verification.ts';
import { createDeliveries } from './create-deliveries.ts';
import { deliverEnvelope, markStuck } from './deliver-envelope.ts';
import { reportHandling } from './report-handling.ts';
import { sendReceipt } from './send-receipt.ts';
import { arrivals } from './store.ts';

const issued = z.object({ agencyId: z.string(), documentId: z.string() });
const delivery = z.object({ agencyId: z.string(), deliveryId: z.string() });
const arrived = z.object({ agencyId: z.string(), arrivalId: z.string() });
const handling = z.object({
  agencyId: z.string(),
  documentId: z.string(),
  code: z.enum(['04', '05', '06']),
  at: z.iso.datetime(),
  by: z.string().nullable(),
});
const receiptOrder = z.object({
  agencyId: z.string(),
  arrivalId: z.string(),
  code: z.enum(['01', '02', '03', '04', '05', '06']),
  at: z.iso.datetime(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  verdict: z.enum(['valid', 'unclear', 'invalid', 'no-signature', 'pending']),
  arrivalNumber: z.number().int().nullable(),
});

/** The work the exchange does later, by kind of message. */
export const exchangeJobs: Readonly<Record<string, JobHandler>> = {
  'document-issued': async (payload) => {
    const { agencyId, documentId } = issued.parse(payload);
    const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
    if (!document) throw new Error(`There is no issued document ${documentId}`);
    const directory = await readAll(agencies, { active: true });
    const codes = new Map(directory.map(({ id, code }) => [id, code]));
    await inTransaction(systemActor(agencyId), (tx) => createDeliveries(tx, document, codes));
  },
  'deliver-envelope': (payload) => deliverEnvelope(delivery.parse(payload)),
  'verify-arrival': async (payload) => {
    const { agencyId, arrivalId } = arrived.parse(payload);
    const arrival = await readOne(arrivals, { _id: arrivalId, agencyId });
    if (arrival?.verdict !== 'pending') return;
    const report = await verifyFiles(arrival.files);
    await inTransaction(systemActor(agencyId), (tx) =>
      concludeVerification(tx, arrivalId, report.verdict, JSON.stringify(report)),
    );
  },
  'send-receipt': (payload) => sendReceipt(receiptOrder.parse(payload)),
  'handling-changed': (payload) => reportHandling(handling.parse(payload)),
};

/** Says so where the sender looks when the worker gave up on one of these. */
export async function noteDeadExchangeJob(job: Job): Promise<void> {
  if (job.kind !== 'deliver-envelope') return;
  const { agencyId, deliveryId } = delivery.parse(job.payload);
  await inTransaction(systemActor(agencyId), (tx) => markStuck(tx, deliveryId));
}

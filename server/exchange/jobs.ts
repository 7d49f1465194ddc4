import { z } from 'zod';
import { record } from '../audit/record.ts';
import { DEPLOYMENT } from '../audit/store.ts';
import { systemActor } from '../platform/actor.ts';
import { readOne } from '../platform/database/store.ts';
import {
  asLongAsMessagesLive,
  defineJob,
  type GivenUp,
  type JobKind,
  whileOthersMayBeAway,
  whileSomebodyWaits,
} from '../platform/jobs/job-kind.ts';
import { isPastEnd, triesUsed } from '../platform/jobs/pause.ts';
import { leaveToPerson } from '../platform/ledger/jobs.ts';
import { inTransaction, type Transaction } from '../platform/ledger/transaction.ts';
import { verdicts } from '../registry/documents/document-file.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import { followAnswer } from '../routing/follow-answer.ts';
import { verifyFiles } from '../signing/verification/verification-of.ts';
import { arrivalNotVerified } from './arrivals/arrival-not-verified.ts';
import { concludeVerification } from './arrivals/conclude-verification.ts';
import { endNotice } from './arrivals/notices/end-notice.ts';
import { collectFromAxis } from './arrivals/over-axis/collect-from-axis.ts';
import { sendStatus } from './arrivals/over-axis/send-status.ts';
import { reportAnswer } from './arrivals/report-answer.ts';
import { reportHandling } from './arrivals/report-handling.ts';
import { sendReceipt } from './arrivals/send-receipt.ts';
import { createDeliveries } from './deliveries/create-deliveries.ts';
import { deliverEnvelope, markStuck } from './deliveries/deliver-envelope.ts';
import { noteNotTaken } from './deliveries/follow-ups/note-not-taken.ts';
import { recallDeliveries } from './deliveries/follow-ups/recall-deliveries.ts';
import { replaceDeliveries } from './deliveries/follow-ups/replace-deliveries.ts';
import { sendFollowUp } from './deliveries/follow-ups/send-follow-up.ts';
import { updateDeliveries } from './deliveries/follow-ups/update-deliveries.ts';
import { resumeSending } from './deliveries/resume-sending.ts';
import { receiptCodes, refusalReasons } from './messages/receipt.ts';
import { addresseesNow } from './recipients/addressees.ts';
import { askPartnerAgain } from './recovery/ask-partner-again.ts';
import { offerAgain } from './recovery/offer-again.ts';
import { arrivals } from './store.ts';

const issued = z.object({ agencyId: z.string(), documentId: z.string() });
const ofAgency = z.object({ agencyId: z.string() });
const delivery = z.object({ agencyId: z.string(), deliveryId: z.string() });
const arrived = z.object({ agencyId: z.string(), arrivalId: z.string() });
const followUp = z.object({ agencyId: z.string(), documentId: z.string(), followUpId: z.string() });
const noticed = z.object({ agencyId: z.string(), noticeId: z.string() });
const handling = z.object({
  agencyId: z.string(),
  documentId: z.string(),
  code: z.enum(['04', '05', '06']),
  at: z.iso.datetime(),
  by: z.string().nullable(),
});
const receiptOrder = z.object({
  agencyId: z.string(),
  arrivalId: z.string().optional(),
  noticeId: z.string().optional(),
  sequence: z.number().int(),
  code: z.enum(receiptCodes),
  at: z.iso.datetime(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  reasonCode: z.enum(refusalReasons).nullable(),
  verdict: z.enum(verdicts),
  arrivalNumber: z.number().int().nullable(),
  inClear: z.boolean().optional(),
});

/** Refusals of systems that do not speak of such a thing, or lack the records of whoever had it: it is told in another way. */
const notTakenThere: ReadonlySet<string> = new Set(['unsupported-kind', 'unsupported-version', 'not-held-here']);

/**
 * How messages go out: most of the time of each is waiting for the answer of another system, perhaps for one that never comes. Those on their
 * way together share questions, heads of the log and commits: of twice as many each costs little more than half.
 */
const toOthers = { retry: asLongAsMessagesLive, atOnce: 256, ofOneAgency: 96, ofOnePartner: 32 } as const;

/** Acts and nothing beside: those that wait together share their questions and their commit. */
const acts = { atOnce: 256, ofOneAgency: 96 } as const;

/** The work the exchange does later. */
export const exchangeJobs: readonly JobKind[] = [
  defineJob({
    kind: 'document-issued',
    payload: issued,
    retry: whileOthersMayBeAway,
    ...acts,
    work: async ({ agencyId, documentId }) => {
      const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
      if (!document) throw new Error(`There is no issued document ${documentId}`);
      const addressees = await addresseesNow(document.recipients, agencyId);
      await inTransaction(systemActor(agencyId), async (tx) => {
        if (document.state.status === 'issued') await createDeliveries(tx, document, addressees);
        await replaceDeliveries(tx, document);
        for (const answered of document.answersDocumentIds) {
          await followAnswer(tx, answered);
          await reportAnswer(tx, answered);
        }
      });
    },
    givenUp: leaveToClerk,
  }),
  defineJob({
    kind: 'document-recalled',
    payload: issued,
    retry: whileOthersMayBeAway,
    ...acts,
    work: async ({ agencyId, documentId }) =>
      await inTransaction(systemActor(agencyId), (tx) => recallDeliveries(tx, documentId)),
    givenUp: leaveToClerk,
  }),
  defineJob({
    kind: 'document-corrected',
    payload: issued,
    retry: whileOthersMayBeAway,
    atOnce: 4,
    ofOneAgency: 2,
    work: async ({ agencyId, documentId }) =>
      await inTransaction(systemActor(agencyId), (tx) => updateDeliveries(tx, documentId)),
    givenUp: leaveToClerk,
  }),
  defineJob({
    kind: 'send-follow-up',
    payload: followUp,
    ...toOthers,
    work: sendFollowUp,
    givenUp: async (tx, { followUpId, ...about }, end) =>
      notTakenThere.has(end.reason)
        ? await noteNotTaken(tx, { followUpId, reason: end.reason })
        : await leaveToClerk(tx, about, end),
  }),
  defineJob({
    kind: 'end-notice',
    payload: noticed,
    retry: whileSomebodyWaits,
    atOnce: 2,
    ofOneAgency: 1,
    work: endNotice,
    givenUp: (tx, _notice, end) => leaveToClerk(tx, {}, end),
  }),
  defineJob({
    kind: 'deliver-envelope',
    payload: delivery,
    ...toOthers,
    work: deliverEnvelope,
    givenUp: (tx, { deliveryId }, { job }) =>
      markStuck(tx, deliveryId, { tries: triesUsed(job), expired: isPastEnd(toOthers.retry, job, tx.now) }),
  }),
  defineJob({
    kind: 'resume-sending',
    payload: ofAgency,
    retry: whileSomebodyWaits,
    atOnce: 1,
    ofOneAgency: 1,
    work: resumeSending,
    givenUp: (tx, _agency, end) => leaveToClerk(tx, {}, end),
  }),
  defineJob({
    kind: 'verify-arrival',
    payload: arrived,
    retry: whileSomebodyWaits,
    atOnce: 32,
    ofOneAgency: 24,
    work: async ({ agencyId, arrivalId }) => {
      const arrival = await readOne(arrivals, { _id: arrivalId, agencyId });
      if (arrival?.verdict !== 'pending') return;
      const report = await verifyFiles(arrival.files, arrival.senderAgencyId ?? null, 'arriving');
      await inTransaction(systemActor(agencyId), (tx) =>
        concludeVerification(tx, arrivalId, report.verdict, JSON.stringify(report)),
      );
    },
    givenUp: (tx, { arrivalId }, { reason }) => arrivalNotVerified(tx, { arrivalId, reason }),
  }),
  defineJob({
    kind: 'send-receipt',
    payload: receiptOrder,
    ...toOthers,
    work: sendReceipt,
    givenUp: (tx, { arrivalId }, end) => leaveToClerk(tx, arrivalId === undefined ? {} : { arrivalId }, end),
  }),
  defineJob({
    kind: 'answer-changed',
    payload: issued,
    retry: whileOthersMayBeAway,
    ...acts,
    work: async ({ agencyId, documentId }) =>
      await inTransaction(systemActor(agencyId), (tx) => reportAnswer(tx, documentId)),
    givenUp: leaveToClerk,
  }),
  defineJob({
    kind: 'send-status',
    payload: receiptOrder.extend({ arrivalId: z.string() }),
    ...toOthers,
    work: sendStatus,
    givenUp: leaveToClerk,
  }),
  defineJob({
    kind: 'collect-from-axis',
    payload: ofAgency,
    retry: whileOthersMayBeAway,
    atOnce: 2,
    ofOneAgency: 1,
    work: collectFromAxis,
    givenUp: (tx, _agency, end) => leaveToClerk(tx, {}, end),
  }),
  defineJob({
    kind: 'ask-again',
    payload: z.object({ deploymentId: z.string(), since: z.iso.datetime() }),
    ...toOthers,
    work: askPartnerAgain,
    givenUp: (tx, _asked, end) => leaveToClerk(tx, {}, end),
  }),
  defineJob({
    kind: 'offer-again',
    payload: ofAgency.extend({ deploymentId: z.string(), since: z.iso.datetime() }),
    ...toOthers,
    work: offerAgain,
    givenUp: (tx, _asked, end) => leaveToClerk(tx, {}, end),
  }),
  defineJob({
    kind: 'handling-changed',
    payload: handling,
    retry: whileOthersMayBeAway,
    ...acts,
    work: reportHandling,
    givenUp: leaveToClerk,
  }),
];

/** Nothing of its own shows that another agency was not told: it stands in the due work of those who left it until one has it tried again. */
async function leaveToClerk(
  tx: Transaction,
  about: { readonly documentId?: string; readonly arrivalId?: string },
  { job, reason }: GivenUp,
): Promise<void> {
  const { documentId, arrivalId } = about;
  const thing = { ...(documentId ? { documentId } : {}), ...(arrivalId ? { arrivalId } : {}) };
  record(tx, { type: 'work-given-up', work: job.kind, reason, ...thing });
  leaveToPerson(tx, job, job.agencyId === DEPLOYMENT ? 'administrator' : 'clerk');
}

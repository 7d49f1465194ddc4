import { recordView } from '../audit/record.ts';
import type { Actor } from '../platform/actor.ts';
import type { FileReply } from '../platform/api/contract.ts';
import { routes } from '../platform/api/http.ts';
import { currentTime } from '../platform/clock.ts';
import { fileReply } from '../platform/files/files.ts';
import { requestedAct } from '../platform/ledger/requested-act.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { arrivalFor } from './arrivals/queries.ts';
import { type DeliveryView, exchangeContract } from './contract.ts';
import { pageOfDeliveries, progressOf } from './deliveries/deliveries-of.ts';
import type { Delivery } from './deliveries/delivery.ts';
import { askBack } from './deliveries/follow-ups/ask-back.ts';
import { toldOtherwise } from './deliveries/follow-ups/told-otherwise.ts';
import { isInForce } from './deliveries/in-force.ts';
import { recordPosting } from './deliveries/on-paper/record-posting.ts';
import { sendOnPaper } from './deliveries/on-paper/send-on-paper.ts';
import { readdressDelivery } from './deliveries/readdress-delivery.ts';
import { retryDelivery } from './deliveries/retry-delivery.ts';
import { sendAnew } from './deliveries/send-anew.ts';
import { sendInClear } from './deliveries/send-in-clear.ts';
import { settleDelivery } from './deliveries/settle-delivery.ts';
import { extendedType } from './evidence/container.ts';
import { type ExportedEvidence, exportArrival, exportDelivery } from './evidence/export-evidence.ts';
import {
  deliveryFor,
  deliveryView,
  deliveryViews,
  envelopeFile,
  envelopeSignatureFile,
  followUpFile,
  followUpSignatureFile,
  receiptFile,
  receiptSignatureFile,
} from './queries.ts';
import { addresseeByCode } from './recipients/addressee-by-code.ts';
import { reachOfAgencies } from './recipients/electronic-agencies.ts';
import { recipientViews } from './recipients/recipients.ts';
import { followUps } from './store.ts';

/** Sends what proves a delivery, after its trace is in the log. */
async function sendEvidence(actor: Actor, deliveryId: string, file: Promise<FileReply>): Promise<FileReply> {
  const reply = await file;
  const { documentId } = await deliveryFor(actor, deliveryId);
  await recordView(actor, { type: 'evidence-downloaded', documentId, deliveryId, fileSha256: reply.sha256 });
  return reply;
}

/** A container is made anew each time: nobody puts parts of two together. */
async function containerReply({ sha256, name }: ExportedEvidence): Promise<FileReply> {
  const { openPart: _, ...reply } = await fileReply(sha256, {
    name,
    mediaType: extendedType,
    disposition: 'attachment',
  });
  return reply;
}

/** A delivery as an act leaves it. */
async function viewAfter(tx: Transaction, delivery: Delivery): Promise<DeliveryView> {
  const { agencyId, documentId } = delivery;
  const followed = await tx.list(followUps, { agencyId, documentId });
  return deliveryView(delivery, { followed, isInForce: await isInForce(tx, delivery) });
}

export const exchangeRoutes = routes(exchangeContract, {
  listDeliveries: async ({ params, query }, actor) => {
    const page = await pageOfDeliveries(actor, params.documentId, query);
    return { ...page, items: await deliveryViews(page.items) };
  },
  getProgress: ({ params }, actor) => progressOf(actor, params.documentId),
  listToldOtherwise: ({ params, query }, actor) => toldOtherwise(actor, params.documentId, query.about),
  retryDelivery: async ({ params }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await retryDelivery(tx, params.deliveryId)));
  },
  sendInClear: async ({ params, body }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await sendInClear(tx, { ...params, ...body })));
  },
  sendAnew: async ({ params, body }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await sendAnew(tx, { ...params, ...body })));
  },
  readdressDelivery: async ({ params, body: { code, reason } }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    const addressee = await addresseeByCode(code, currentTime(), actor.agencyId);
    return await requestedAct(actor, async (tx) =>
      viewAfter(tx, await readdressDelivery(tx, { ...params, addressee, reason })),
    );
  },
  askBack: async ({ params, body }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await askBack(tx, { ...params, ...body })));
  },
  sendOnPaper: async ({ params, body }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await sendOnPaper(tx, { ...params, ...body })));
  },
  recordPosting: async ({ params, body }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await recordPosting(tx, { ...params, ...body })));
  },
  settleDelivery: async ({ params, body }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    return await requestedAct(actor, async (tx) => viewAfter(tx, await settleDelivery(tx, { ...params, ...body })));
  },
  getReceipt: ({ params }, actor) =>
    sendEvidence(actor, params.deliveryId, receiptFile(actor, params.deliveryId, params.sha256)),
  getReceiptSignature: ({ params }, actor) =>
    sendEvidence(actor, params.deliveryId, receiptSignatureFile(actor, params.deliveryId, params.sha256)),
  getEnvelope: ({ params }, actor) => sendEvidence(actor, params.deliveryId, envelopeFile(actor, params.deliveryId)),
  getEnvelopeSignature: ({ params }, actor) =>
    sendEvidence(actor, params.deliveryId, envelopeSignatureFile(actor, params.deliveryId)),
  getFollowUp: ({ params }, actor) => sendEvidence(actor, params.deliveryId, followUpFile(actor, params)),
  getFollowUpSignature: ({ params }, actor) =>
    sendEvidence(actor, params.deliveryId, followUpSignatureFile(actor, params)),
  getDeliveryEvidence: async ({ params }, actor) =>
    containerReply(await exportDelivery(actor, await deliveryFor(actor, params.deliveryId))),
  getArrivalEvidence: async ({ params }, actor) =>
    containerReply(await exportArrival(actor, await arrivalFor(actor, params.arrivalId))),
  listRecipients: ({ query }, actor) => recipientViews(actor, query.q ?? '', currentTime()),
  listReach: () => reachOfAgencies(currentTime()),
});

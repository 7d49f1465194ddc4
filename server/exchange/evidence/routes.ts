import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { routes } from '../../platform/api/http.ts';
import { fileReply } from '../../platform/files/files.ts';
import { arrivalFor } from '../arrivals/queries.ts';
import { deliveryFor } from '../deliveries/queries.ts';
import { extendedType } from './container.ts';
import { evidenceContract } from './contract.ts';
import { type ExportedEvidence, exportArrival, exportDelivery } from './export-evidence.ts';
import {
  envelopeFile,
  envelopeSignatureFile,
  followUpFile,
  followUpSignatureFile,
  receiptFile,
  receiptSignatureFile,
} from './queries.ts';

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

export const evidenceRoutes = routes(evidenceContract, {
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
});

import { record } from '../audit/record.ts';
import { headToSend } from '../audit/sign-head.ts';
import type { SignedTreeHead } from '../audit/tree-head.ts';
import { agencies } from '../identity/store.ts';
import { systemActor } from '../platform/actor.ts';
import { DomainError } from '../platform/errors.ts';
import { files } from '../platform/files.ts';
import { newId } from '../platform/ids.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction, type Transaction } from '../platform/transaction.ts';
import type { OutgoingDocument } from '../registry/outgoing-document.ts';
import { written } from '../registry/register.ts';
import { outgoingDocuments } from '../registry/store.ts';
import { signAsSystem } from '../signing/system-signature.ts';
import { acceptEnvelope } from './accept-envelope.ts';
import type { Delivery } from './delivery.ts';
import { ENVELOPE_FORMAT, type Envelope, envelopeBytes } from './envelope.ts';
import { deliveries } from './store.ts';

/**
 * Sends one delivery — *gửi văn bản điện tử*: makes and signs its envelope once, then hands the same bytes over however often it
 * takes. A failure is kept with the delivery, where the sender sees it, and thrown on, so that the worker tries again.
 */
export async function deliverEnvelope({
  agencyId,
  deliveryId,
}: {
  agencyId: string;
  deliveryId: string;
}): Promise<void> {
  const actor = systemActor(agencyId);
  const delivery = await readOne(deliveries, { _id: deliveryId, agencyId });
  if (!delivery || delivery.sentAt || delivery.channel !== 'electronic') return;
  try {
    const sealed = delivery.envelopeSha256 ? delivery : await sealEnvelope(delivery);
    await handOver(sealed);
    await inTransaction(actor, (tx) => markSent(tx, deliveryId));
  } catch (error) {
    await inTransaction(actor, (tx) => noteFailure(tx, deliveryId, reasonOf(error)));
    throw error;
  }
}

/** Makes the envelope, signs it with the system key and ties both to the delivery before anything leaves the house. */
async function sealEnvelope(delivery: Delivery): Promise<Delivery> {
  const document = await readOne(outgoingDocuments, { _id: delivery.documentId, agencyId: delivery.agencyId });
  const sender = await readOne(agencies, { _id: delivery.agencyId });
  if (!document || !sender) throw new Error(`Delivery ${delivery.id} has lost its document or its sender`);
  const messageId = newId();
  const sentAt = await inTransaction(systemActor(delivery.agencyId), async (tx) => tx.now);
  const treeHead = await headToSend(delivery.agencyId);
  const bytes = envelopeBytes(envelopeOf(document, delivery, sender, { messageId, sentAt, treeHead }));
  const envelope = await files().put(bytes);
  const signature = await files().put(await signAsSystem(delivery.agencyId, bytes));
  return await inTransaction(systemActor(delivery.agencyId), async (tx) => {
    const current = await tx.load(deliveries, delivery.id);
    if (current.envelopeSha256) return current;
    return tx.change(deliveries, current, {
      messageId,
      envelopeSha256: envelope.sha256,
      envelopeSignatureSha256: signature.sha256,
      treeHead,
    });
  });
}

function envelopeOf(
  document: OutgoingDocument,
  delivery: Delivery,
  sender: { readonly code: string; readonly name: string },
  { messageId, sentAt, treeHead }: { messageId: string; sentAt: Date; treeHead: SignedTreeHead },
): Envelope {
  const { state, main, signer } = document;
  if (state.status !== 'issued' || !main) {
    throw new DomainError('conflict', 'not-issued', 'Only an issued document leaves the house');
  }
  const codeNumber = written(state.number);
  return {
    format: ENVELOPE_FORMAT,
    messageId,
    sentAt: sentAt.toISOString(),
    sender: { code: sender.code, name: sender.name },
    recipient: { code: delivery.recipient.code ?? '', name: delivery.recipient.name },
    businessType: 0,
    document: {
      documentId: `${sender.code},${state.issuedOn.replaceAll('-', '/')},${codeNumber}/${document.notation}`,
      codeNumber,
      codeNotation: document.notation,
      typeCode: document.typeCode,
      typeName: document.typeName,
      issuedOn: state.issuedOn,
      subject: document.subject,
      language: 'Tiếng Việt',
      pageAmount: main.pages,
      signer: { position: signer.capacity.join(', ') || signer.title, fullName: signer.name },
      priority: document.priority,
      replyBy: document.replyBy,
      description: document.description,
      paperFollows: delivery.paperCopies > 0,
    },
    files: [main, ...document.attachments].map(({ id: _id, ...file }) => file),
    treeHead,
  };
}

async function handOver(delivery: Delivery): Promise<void> {
  const { envelopeSha256, envelopeSignatureSha256 } = delivery;
  if (!envelopeSha256 || !envelopeSignatureSha256) throw new Error(`Delivery ${delivery.id} has no envelope`);
  await acceptEnvelope(await files().read(envelopeSha256), await files().read(envelopeSignatureSha256));
}

async function markSent(tx: Transaction, deliveryId: string): Promise<void> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.sentAt) return;
  const state = delivery.state === 'retrying' || delivery.state === 'stuck' ? 'waiting' : delivery.state;
  tx.change(deliveries, delivery, {
    sentAt: tx.now,
    state,
    attempts: delivery.attempts + 1,
    lastError: undefined,
  });
  record(tx, { type: 'delivery-sent', documentId: delivery.documentId, deliveryId });
}

async function noteFailure(tx: Transaction, deliveryId: string, reason: string): Promise<void> {
  const delivery = await tx.load(deliveries, deliveryId);
  // A receipt that was faster, or the worker's giving up, tells more than the failure of one attempt.
  const known = delivery.receipts.length > 0 || delivery.state === 'stuck';
  const state = known ? delivery.state : 'retrying';
  tx.change(deliveries, delivery, { state, attempts: delivery.attempts + 1, lastError: reason });
  record(tx, { type: 'delivery-failed', documentId: delivery.documentId, deliveryId, reason });
}

function reasonOf(error: unknown): string {
  return error instanceof DomainError ? error.code : 'internal-error';
}

/** The worker has given up: the delivery is shown as stuck until a person sends it again. */
export async function markStuck(tx: Transaction, deliveryId: string): Promise<void> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.sentAt || delivery.receipts.length > 0) return;
  tx.change(deliveries, delivery, { state: 'stuck' });
  const { documentId, lastError: reason } = delivery;
  record(tx, { type: 'delivery-stuck', documentId, deliveryId, ...(reason ? { reason } : {}) });
}

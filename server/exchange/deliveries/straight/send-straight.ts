import { headToSend } from '../../../audit/heads/sign-head.ts';
import { record } from '../../../audit/record.ts';
import { readTreeHead } from '../../../audit/tree/read-tree-head.ts';
import type { SignedTreeHead } from '../../../audit/tree/tree-head.ts';
import { agencies } from '../../../identity/store.ts';
import { systemActor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readKnown } from '../../../platform/database/remembered.ts';
import { readOne } from '../../../platform/database/store.ts';
import { DomainError } from '../../../platform/errors.ts';
import { files } from '../../../platform/files/files.ts';
import { newId } from '../../../platform/ids.ts';
import { orGiveUp } from '../../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { signAsSystem } from '../../../signing/keys/system-signature.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import { keptTransportReceipt } from '../../messages/transport-receipt.ts';
import { deliveries } from '../../store.ts';
import { answeredBy } from '../answered-by.ts';
import { type Delivery, isEnded } from '../delivery.ts';
import { filesOf, messageFor } from '../envelope-of.ts';
import { replacedBy } from '../follow-ups/replaced-by.ts';
import { sealedFilesFor } from '../sealed-files.ts';
import { handOver, isExpired, signedAnew } from '../sealed-message.ts';

/**
 * Sends a delivery straight to the system of its recipient: makes the envelope once, then hands the same bytes over however often it takes, signed anew when the key that signed them has ended
 * meanwhile, and made anew when they are older than a message lives. Nothing when the document was taken back before anybody had it.
 */
export async function sendStraight(delivery: Delivery): Promise<Pick<Delivery, 'transportReceipt'> | undefined> {
  const sealed = await sealEnvelope(delivery).catch((error: unknown) => {
    throw orGiveUp(error); // what our own key or document lacks does not come by waiting for the recipient
  });
  const receipt =
    sealed &&
    (await handOver(sealed.delivery, sealed.made).catch(async (error: unknown) => {
      if (!isExpired(error)) throw error;
      const anew = await makeEnvelope(sealed.delivery);
      return anew && (await handOver(anew.delivery, anew.made));
    }));
  return receipt && { transportReceipt: keptTransportReceipt(receipt) };
}

/** A delivery with an envelope and a signature that can leave, both tied to it before anything does, and their bytes if they were made just now. */
interface SealedDelivery {
  readonly delivery: Delivery;
  readonly made?: SignedThing;
}

/** Nothing when it was taken back unsent. */
async function sealEnvelope(delivery: Delivery): Promise<SealedDelivery | undefined> {
  return delivery.envelopeSha256 ? { delivery: await signedStill(delivery) } : await makeEnvelope(delivery);
}

async function signedStill(delivery: Delivery): Promise<Delivery> {
  const { agencyId, id: deliveryId } = delivery;
  const envelopeSignatureSha256 = await signedAnew(delivery);
  if (envelopeSignatureSha256 === undefined) return delivery;
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(deliveries, deliveryId);
    record(tx, { type: 'delivery-signed-anew', documentId: current.documentId, deliveryId });
    return tx.change(deliveries, current, { envelopeSignatureSha256 });
  });
}

/**
 * Makes an envelope, signs it with the system key and ties both to the delivery before anything leaves the house. A document that was taken
 * back meanwhile does not leave any more: nobody has this envelope. Of one that was corrected meanwhile another is made.
 */
async function makeEnvelope(delivery: Delivery): Promise<SealedDelivery | undefined> {
  const document = await documentOf(delivery);
  if (document.state.status === 'recalled') return undefined;
  const { messageId, treeHead, bytes } = await envelopeFor(delivery, document);
  const made = { content: bytes, signature: await signAsSystem(delivery.agencyId, bytes) };
  const [envelope, signature] = [await files().put(made.content), await files().put(made.signature)];
  const corrections = document.corrections?.length ?? 0;
  const tied = await inTransaction(systemActor(delivery.agencyId), async (tx) => {
    const current = await tx.load(deliveries, delivery.id);
    if (current.envelopeSha256 !== delivery.envelopeSha256) return { delivery: current };
    if (isEnded(current)) return undefined;
    if ((current.corrections ?? 0) > corrections) return 'outdated';
    if (current.envelopeSha256) {
      record(tx, { type: 'delivery-made-anew', documentId: current.documentId, deliveryId: current.id });
    }
    const changed = tx.change(deliveries, current, {
      messageId,
      envelopeSha256: envelope.sha256,
      envelopeSignatureSha256: signature.sha256,
      treeHead,
      ...(corrections > 0 ? { corrections } : {}),
    });
    return { delivery: changed, made };
  });
  return tied === 'outdated' ? await makeEnvelope(delivery) : tied;
}

interface Envelope {
  readonly messageId: string;
  readonly treeHead: SignedTreeHead;
  readonly bytes: Uint8Array;
}

/** A message that carries a document to the recipient of a delivery; sent never before what the log of its sender already holds. */
async function envelopeFor(delivery: Delivery, document: OutgoingDocument): Promise<Envelope> {
  const sender = await readKnown(agencies, { _id: delivery.agencyId });
  if (!sender) throw new Error(`Delivery ${delivery.id} has lost its sender`);
  const { state } = document;
  if (state.status !== 'issued') {
    throw new DomainError('conflict', 'not-issued', 'Only an issued document leaves the house');
  }
  const { code = '', name, unit } = delivery.recipient;
  const recipient = { code, name, ...(unit && { unit }) };
  const paperFollows = delivery.paperCopies > 0;
  const answers = await answeredBy(document, recipient);
  const replaces = await replacedBy(delivery);
  const sealed = await sealedFilesFor(delivery, filesOf(document));
  const messageId = newId();
  const treeHead = await headToSend(delivery.agencyId);
  const sentAt = laterOf(currentTime(), new Date(readTreeHead(treeHead).time));
  const dispatch = { numbering: state, sender, recipient, paperFollows, messageId, sentAt, treeHead };
  const beside = { ...(answers && { answers }), ...(replaces && { replaces }), ...(sealed && { sealed }) };
  return { messageId, treeHead, bytes: messageFor(document, { ...dispatch, ...beside }) };
}

const laterOf = (one: Date, other: Date): Date => (one > other ? one : other);

async function documentOf({ id, documentId, agencyId }: Delivery): Promise<OutgoingDocument> {
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (!document) throw new Error(`Delivery ${id} has lost its document`);
  return document;
}

import { headToSend } from '../../../audit/heads/sign-head.ts';
import { record } from '../../../audit/record.ts';
import { readTreeHead } from '../../../audit/tree/read-tree-head.ts';
import type { SignedTreeHead } from '../../../audit/tree/tree-head.ts';
import { agencies } from '../../../identity/store.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readKnown } from '../../../platform/database/remembered.ts';
import { readOne } from '../../../platform/database/store.ts';
import { DomainError } from '../../../platform/errors.ts';
import { files } from '../../../platform/files/files.ts';
import { orGiveUp } from '../../../platform/jobs/job-kind.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { signAsSystem } from '../../../signing/keys/system-signature.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import { deliveries } from '../../store.ts';
import { answeredBy } from '../answered-by.ts';
import { type Delivery, isEnded } from '../delivery.ts';
import { filesOf, messageFor } from '../envelope-of.ts';
import { replacedBy } from '../follow-ups/replaced-by.ts';
import { idOfDelivery } from '../message-ids.ts';
import { sealedFilesFor } from '../sealed-files.ts';

/** An envelope with its signature, both stored, that no delivery names yet. */
export interface MadeEnvelope extends Required<Pick<Delivery, 'messageId' | 'treeHead' | 'envelopeSha256'>> {
  readonly envelopeSignatureSha256: string;
  readonly signed: SignedThing;
  /** How many corrections of the document it says. */
  readonly corrections: number;
}

/** Makes an envelope and signs it with the system key; nothing for a document that was taken back. */
export async function makeEnvelope(delivery: Delivery): Promise<MadeEnvelope | undefined> {
  const document = await documentOf(delivery);
  if (document.state.status === 'recalled') return undefined;
  const { messageId, treeHead, bytes } = await envelopeFor(delivery, document);
  const signed = { content: bytes, signature: await signAsSystem(delivery.agencyId, bytes) };
  const [envelope, signature] = [await files().put(signed.content), await files().put(signed.signature)];
  return {
    ...{ messageId, treeHead, envelopeSha256: envelope.sha256, envelopeSignatureSha256: signature.sha256 },
    ...{ signed, corrections: document.corrections?.length ?? 0 },
  };
}

/** Gives the delivery as it is then: with this envelope, or with the one that was tied to it meanwhile. */
export async function tieEnvelope(
  tx: Transaction,
  { id, envelopeSha256: former }: Delivery,
  { messageId, treeHead, envelopeSha256, envelopeSignatureSha256, corrections }: MadeEnvelope,
): Promise<Delivery | 'ended' | 'outdated'> {
  const current = await tx.load(deliveries, id);
  if (current.envelopeSha256 !== former) return current;
  if (isEnded(current)) return 'ended';
  if ((current.corrections ?? 0) > corrections) return 'outdated';
  if (former) record(tx, { type: 'delivery-made-anew', documentId: current.documentId, deliveryId: id });
  const made = { messageId, envelopeSha256, envelopeSignatureSha256, treeHead };
  return tx.change(deliveries, current, { ...made, ...(corrections > 0 ? { corrections } : {}) });
}

/** What our own key or document lacks does not come by waiting for the recipient. */
export function neverByWaiting(error: unknown): never {
  throw orGiveUp(error);
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
  const messageId = idOfDelivery(delivery);
  const treeHead = await headToSend(delivery.agencyId);
  const sentAt = laterOf(currentTime(), new Date(readTreeHead(treeHead).time));
  const dispatch = { numbering: state, sender, recipient, paperFollows, messageId, sentAt, treeHead };
  const beside = { answers, ...(replaces && { replaces }), ...(sealed && { sealed }) };
  return { messageId, treeHead, bytes: messageFor(document, { ...dispatch, ...beside }) };
}

const laterOf = (one: Date, other: Date): Date => (one > other ? one : other);

async function documentOf({ id, documentId, agencyId }: Delivery): Promise<OutgoingDocument> {
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (!document) throw new Error(`Delivery ${id} has lost its document`);
  return document;
}

import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { fileReply } from '../../platform/files/files.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { FollowUp } from '../deliveries/follow-ups/follow-up.ts';
import { deliveryFor } from '../deliveries/queries.ts';
import { followUps } from '../store.ts';

/** The exact bytes of a receipt that was signed. */
export async function receiptFile(actor: Actor, deliveryId: string, sha256: string): Promise<FileReply> {
  const receipt = await receiptFor(actor, deliveryId, sha256);
  return await evidence(receipt.sha256, `bien-nhan-${receipt.code}.json`);
}

/** The detached signature of the recipient's system key over a receipt. */
export async function receiptSignatureFile(actor: Actor, deliveryId: string, sha256: string): Promise<FileReply> {
  const receipt = await receiptFor(actor, deliveryId, sha256);
  return await evidence(receipt.signatureSha256, `bien-nhan-${receipt.code}.p7s`);
}

async function receiptFor(actor: Actor, deliveryId: string, sha256: string): Promise<Delivery['receipts'][number]> {
  const { receipts } = await deliveryFor(actor, deliveryId);
  const followed = await readAll(followUps, { agencyId: actor.agencyId, deliveryId });
  const all = [...receipts, ...followed.flatMap((followUp) => followUp.receipts)];
  const receipt = all.find((kept) => kept.sha256 === sha256);
  if (!receipt) throw notFound();
  return receipt;
}

/** The exact bytes of a message that followed a document. */
export async function followUpFile(actor: Actor, asked: FollowUpAsked): Promise<FileReply> {
  const { envelopeSha256, kind } = await followUpFor(actor, asked);
  if (!envelopeSha256) throw notFound();
  return await evidence(envelopeSha256, `${followUpFiles[kind]}.json`);
}

/** The detached signature of the sender's system key over a message that followed a document. */
export async function followUpSignatureFile(actor: Actor, asked: FollowUpAsked): Promise<FileReply> {
  const { envelopeSignatureSha256, kind } = await followUpFor(actor, asked);
  if (!envelopeSignatureSha256) throw notFound();
  return await evidence(envelopeSignatureSha256, `${followUpFiles[kind]}.p7s`);
}

const followUpFiles: Readonly<Record<FollowUp['kind'], string>> = {
  revoke: 'thu-hoi',
  update: 'cap-nhat',
  'ask-back': 'lay-lai',
};

interface FollowUpAsked {
  readonly deliveryId: string;
  readonly followUpId: string;
}

async function followUpFor(actor: Actor, { deliveryId, followUpId }: FollowUpAsked): Promise<FollowUp> {
  const { id } = await deliveryFor(actor, deliveryId);
  const followUp = await readOne(followUps, { _id: followUpId, agencyId: actor.agencyId, deliveryId: id });
  if (!followUp) throw notFound();
  return followUp;
}

/** The exact bytes of the envelope that was signed and sent. */
export async function envelopeFile(actor: Actor, deliveryId: string): Promise<FileReply> {
  const { envelopeSha256 } = await deliveryFor(actor, deliveryId);
  if (!envelopeSha256) throw notFound();
  return await evidence(envelopeSha256, 'goi-tin.json');
}

/** The detached signature of the sender's system key over the envelope. */
export async function envelopeSignatureFile(actor: Actor, deliveryId: string): Promise<FileReply> {
  const { envelopeSignatureSha256 } = await deliveryFor(actor, deliveryId);
  if (!envelopeSignatureSha256) throw notFound();
  return await evidence(envelopeSignatureSha256, 'goi-tin.p7s');
}

async function evidence(sha256: string, name: string): Promise<FileReply> {
  const mediaType = name.endsWith('.p7s') ? 'application/pkcs7-signature' : 'application/json';
  return await fileReply(sha256, { name, mediaType, disposition: 'attachment' });
}

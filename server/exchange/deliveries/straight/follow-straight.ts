import { headToSend } from '../../../audit/heads/sign-head.ts';
import { record } from '../../../audit/record.ts';
import { agencies } from '../../../identity/store.ts';
import { systemActor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readKnown } from '../../../platform/database/remembered.ts';
import { readOne } from '../../../platform/database/store.ts';
import { files } from '../../../platform/files/files.ts';
import { orGiveUp } from '../../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import { signAsSystem } from '../../../signing/keys/system-signature.ts';
import { holderOf } from '../../directory/holder-of.ts';
import {
  type DocumentMessage,
  MESSAGE_FORMAT,
  type MessageOf,
  messageBytes,
  type ReceiptMessage,
  readMessage,
} from '../../messages/message.ts';
import type { Party } from '../../messages/message-rules.ts';
import { keptTransportReceipt } from '../../messages/transport-receipt.ts';
import { deliveries, followUps } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { correctionOf } from '../follow-ups/correction-of.ts';
import type { FollowUp } from '../follow-ups/follow-up.ts';
import { idOfFollowUp } from '../message-ids.ts';
import { handOver, isExpired, sentWith, signedAnew } from '../sealed-message.ts';
import { foundThere } from './found-there.ts';

/**
 * Sends a message that follows a delivery straight to the system of its recipient: made and signed once, then the same bytes however often it takes; signed anew
 * when their key has ended meanwhile, and made anew when they are older than a message lives; those that the recipient has got before acts were lost here, where it has.
 */
export async function followStraight(
  followUp: FollowUp,
  { inClear }: Pick<Delivery, 'inClear'>,
): Promise<Pick<FollowUp, 'transportReceipt'>> {
  const sealed = await seal(followUp).catch((error: unknown) => {
    throw orGiveUp(error); // what our own key lacks does not come by waiting for the recipient
  });
  // What was decided about the document holds for what follows it.
  const handed = async (made: FollowUp) => await handOver({ ...made, ...(inClear && { inClear }) });
  const receipt = await handed(sealed).catch(async (error: unknown) => {
    return await handed(isExpired(error) ? await make(sealed) : await sentBefore(sealed, error));
  });
  return { transportReceipt: keptTransportReceipt(receipt) };
}

/** With the message that the recipient has got before acts were lost here, in the place of the one that it refuses for it. Throws the refusal where there is none. */
async function sentBefore(followUp: FollowUp, error: unknown): Promise<FollowUp> {
  const found = await foundThere(followUp, error);
  if (!found) throw error;
  return await inTransaction(systemActor(followUp.agencyId), async (tx) => {
    const current = await tx.load(followUps, followUp.id);
    if (current.envelopeSha256 !== followUp.envelopeSha256) return current;
    const { documentId, deliveryId } = current;
    record(tx, { type: 'delivery-found-there', documentId, deliveryId });
    return tx.change(followUps, current, found.kept);
  });
}

/** The message with a signature that can leave; both are tied to the row before anything does. Made anew for whoever its recipient was merged into. */
async function seal(followUp: FollowUp): Promise<FollowUp> {
  const { code } = await holderOf(partyOf(followUp), currentTime());
  if (!followUp.envelopeSha256 || code !== followUp.recipient.code) return await make(followUp);
  const envelopeSignatureSha256 = await signedAnew(followUp);
  if (envelopeSignatureSha256 === undefined) return followUp;
  return await inTransaction(systemActor(followUp.agencyId), async (tx) => {
    const current = await tx.load(followUps, followUp.id);
    const { documentId, deliveryId } = current;
    record(tx, { type: 'delivery-signed-anew', documentId, deliveryId });
    return tx.change(followUps, current, { envelopeSignatureSha256 });
  });
}

async function make(followUp: FollowUp): Promise<FollowUp> {
  const { agencyId } = followUp;
  const sender = await readKnown(agencies, { _id: agencyId });
  if (!sender) throw new Error(`What follows delivery ${followUp.deliveryId} has lost its sender`);
  const treeHead = await headToSend(agencyId);
  const to = await holderOf(partyOf(followUp), currentTime());
  const followed = await followedBy(followUp);
  const messageId = idOfFollowUp(followUp, { about: followed.messageId, to: to.code });
  const bytes = messageBytes({
    ...{ format: MESSAGE_FORMAT, messageId, sentAt: currentTime().toISOString() },
    sender: { code: sender.code, name: sender.name },
    recipient: to,
    ...{ critical: [], treeHead },
    ...(await saidBy(followUp, followed)),
  });
  readMessage(bytes); // what its recipient could not read is refused here, where somebody can mend it
  const { sha256: envelopeSha256 } = await files().put(bytes);
  const { sha256: envelopeSignatureSha256 } = await files().put(await signAsSystem(agencyId, bytes));
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(followUps, followUp.id);
    if (current.envelopeSha256 !== followUp.envelopeSha256) return current;
    const recipient = addressedTo(to, current);
    return tx.change(followUps, current, { recipient, messageId, envelopeSha256, envelopeSignatureSha256, treeHead });
  });
}

const partyOf = ({ recipient: { code = '', name } }: FollowUp): Party => ({ code, name });

/** Who is told: the recipient of the document, or who stands in its place. */
function addressedTo(to: Party, { recipient }: FollowUp): FollowUp['recipient'] {
  return to.code === recipient.code ? recipient : { ...to, insteadOf: recipient.insteadOf ?? recipient.name };
}

type Said =
  | Pick<MessageOf<'revoke'>, 'kind' | 'links' | 'reason' | 'by'>
  | Pick<MessageOf<'update'>, 'kind' | 'links' | 'document' | 'sequence' | 'reason' | 'by'>
  | Pick<ReceiptMessage, 'kind' | 'links' | 'receipt'>;

/** The message that brought the document, as it was sent. */
type Followed = Pick<DocumentMessage, 'messageId' | 'sender' | 'document'> & { readonly messageSha256: string };

async function followedBy({ deliveryId: id }: FollowUp): Promise<Followed> {
  const { envelopeSha256 = '' } = (await readOne(deliveries, { _id: id })) ?? {};
  const { messageId, sender, document } = await sentWith({ id, envelopeSha256 });
  return { messageId, sender, document, messageSha256: envelopeSha256 };
}

async function saidBy(followUp: FollowUp, followed: Followed): Promise<Said> {
  const { kind, reason, by, sequence = 1, createdAt } = followUp;
  const { messageId, sender, document, messageSha256 } = followed;
  const of = { sender: sender.code, messageId, documentId: document.documentId };
  if (kind === 'revoke') return { kind, links: [{ type: 'revokes', ...of }], reason, by };
  if (kind === 'update') {
    const corrected = { ...document, ...(await correctionOf(followUp)) };
    return { kind, links: [{ type: 'updates', ...of }], document: corrected, sequence, reason, by };
  }
  const nothing = { reasonCode: null, verdict: 'pending', arrivalNumber: null } as const;
  const said = { sequence, code: '13', at: createdAt.toISOString(), by, reason } as const;
  return { kind: 'receipt', links: [], receipt: { of: { messageId, messageSha256 }, ...said, ...nothing } };
}

import type { OfArrival } from '../../audit/event.ts';
import { headToSend } from '../../audit/heads/sign-head.ts';
import { isFromBeforeLoss } from '../../audit/next-sequence.ts';
import { record } from '../../audit/record.ts';
import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { readOne } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import { GiveUp, orGiveUp, reasonOf } from '../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { freshSignature, signAsSystem } from '../../signing/keys/system-signature.ts';
import { sendMessage } from '../carriage/send-message.ts';
import { holderOf } from '../directory/holder-of.ts';
import { speakerOf } from '../directory/speaker-of.ts';
import type { OfNotice } from '../events.ts';
import { MESSAGE_FORMAT, type Message, messageBytes, readMessage } from '../messages/message.ts';
import type { Party } from '../messages/message-rules.ts';
import type { Receipt } from '../messages/receipt.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { keptTransportReceipt } from '../messages/transport-receipt.ts';
import { arrivals, givenReceipts, notices } from '../store.ts';
import type { Arrival, GivenReceipt } from './arrival.ts';
import type { Notice } from './notices/notice.ts';

/** The receipt to send, about what arrived or as the answer to a notice. */
export interface ReceiptOrder extends Omit<Receipt, 'of'> {
  readonly agencyId: string;
  readonly arrivalId?: string | undefined;
  readonly noticeId?: string | undefined;
}

/** The message that a receipt is about. */
type Subject = Pick<
  Arrival | Notice,
  'id' | 'agencyId' | 'senderCode' | 'senderName' | 'messageId' | 'envelopeSha256'
> &
  Pick<Notice, 'answeredBy'>;

/**
 * Signs a receipt with the agency's system key and gives it to the sender; made once, handed over until it is taken. What the sender was told before
 * acts were lost here is not told again in other words.
 */
export async function sendReceipt(order: ReceiptOrder): Promise<void> {
  const subject = await subjectOf(order);
  const earlier = await readOne(givenReceipts, placeOf(order));
  if (earlier?.transportReceipt) return;
  const { given, signed, message } = await signedReceipt(subject, order, earlier).catch((error: unknown) => {
    throw orGiveUp(error); // what our own key lacks does not come by waiting for the sender
  });
  const answer = await sendMessage(message, { ...signed, files: [] }).catch(async (error: unknown) => {
    if (await wasToldBeforeLoss(order, error)) return undefined;
    throw error;
  });
  if (!answer) return;
  const transportReceipt = keptTransportReceipt(answer);
  await inTransaction(systemActor(order.agencyId), async (tx) => {
    const current = await tx.load(givenReceipts, given.id);
    if (current.transportReceipt) return;
    record(tx, { type: 'receipt-held', ...aboutOf(current), code: current.code });
    tx.change(givenReceipts, current, { transportReceipt });
  });
}

/** Whether a sender, by a refusal that it has signed, holds another receipt of that number: it was made of the same act, and is lost here. */
async function wasToldBeforeLoss({ sequence }: ReceiptOrder, error: unknown): Promise<boolean> {
  const isHeld = error instanceof GiveUp && reasonOf(error) === 'receipt-conflict';
  return isHeld && (await isFromBeforeLoss(sequence));
}

async function subjectOf(order: ReceiptOrder): Promise<Subject> {
  const { agencyId } = order;
  const about = aboutOf(order);
  const subject =
    'noticeId' in about
      ? await readOne(notices, { _id: about.noticeId, agencyId })
      : await readOne(arrivals, { _id: about.arrivalId, agencyId });
  if (!subject) throw new Error(`There is nothing to give a receipt for: ${JSON.stringify(about)}`);
  return subject;
}

/** What a receipt is about, as events and rows name it. */
function aboutOf({ arrivalId, noticeId }: Pick<ReceiptOrder, 'arrivalId' | 'noticeId'>): OfArrival | OfNotice {
  if (noticeId !== undefined) return { noticeId };
  if (arrivalId === undefined) throw new Error('A receipt is about something');
  return { arrivalId };
}

/** Which of all receipts: that of a notice is the only one. */
function placeOf(
  order: ReceiptOrder,
): (OfArrival & Pick<ReceiptOrder, 'agencyId' | 'sequence'>) | (OfNotice & Pick<ReceiptOrder, 'agencyId'>) {
  const { agencyId, sequence } = order;
  const about = aboutOf(order);
  return 'noticeId' in about ? { agencyId, ...about } : { agencyId, ...about, sequence };
}

interface SignedReceipt {
  readonly given: GivenReceipt;
  readonly signed: SignedThing;
  readonly message: Message;
}

/** Who says it and who is told: both may have been merged into others meanwhile. */
interface Parties {
  readonly from: Agency;
  readonly to: Party;
}

/** The receipt as it was made; made anew when nobody has taken it before one of its parties was merged into another. */
async function signedReceipt(
  subject: Subject,
  order: ReceiptOrder,
  given: GivenReceipt | undefined,
): Promise<SignedReceipt> {
  const parties = await partiesOf(subject);
  if (!given) return await makeReceipt(subject, order, parties);
  const bytes = await files().read(given.sha256);
  const { sender, recipient } = readMessage(bytes);
  const isMeant = sender.code === parties.from.code && recipient.code === parties.to.code;
  return isMeant ? await keptReceipt(given, parties.from) : await makeReceipt(subject, order, parties, given);
}

async function partiesOf({ id, agencyId, answeredBy, senderCode: code, senderName: name }: Subject): Promise<Parties> {
  const agency = await readKnown(agencies, { _id: answeredBy ?? agencyId });
  if (!agency) throw new Error(`${id} has lost its agency`);
  const now = currentTime();
  return { from: await speakerOf(agency, now), to: await holderOf({ code, name }, now) };
}

async function keptReceipt(given: GivenReceipt, from: Agency): Promise<SignedReceipt> {
  const bytes = await files().read(given.sha256);
  const signature = await signatureOf(given, bytes, from);
  return { given, signed: { content: bytes, signature }, message: readMessage(bytes) };
}

/** The signature of a receipt that is still to be taken; made anew, over the same bytes, when its key has ended before anybody took it. */
async function signatureOf(
  { id, agencyId, signatureSha256 }: GivenReceipt,
  bytes: Uint8Array,
  from: Agency,
): Promise<Uint8Array> {
  const made = await files().read(signatureSha256);
  const signature = await freshSignature(from.id, bytes, made);
  if (signature !== made) {
    const { sha256 } = await files().put(signature);
    await inTransaction(systemActor(agencyId), async (tx) => {
      const given = await tx.load(givenReceipts, id);
      record(tx, { type: 'receipt-signed-anew', ...aboutOf(given), code: given.code });
      tx.change(givenReceipts, given, { signatureSha256: sha256 });
    });
  }
  return signature;
}

async function makeReceipt(
  subject: Subject,
  order: ReceiptOrder,
  parties: Parties,
  former?: GivenReceipt,
): Promise<SignedReceipt> {
  const { agencyId, code } = order;
  const { bytes, message } = await receiptMessage(subject, order, parties);
  const signature = await signAsSystem(parties.from.id, bytes);
  const stored = { receipt: await files().put(bytes), signature: await files().put(signature) };
  const given = await inTransaction(systemActor(agencyId), async (tx) => {
    const earlier = await tx.find(givenReceipts, placeOf(order));
    if (earlier && earlier.sha256 !== former?.sha256) return earlier;
    const { messageId } = subject;
    const kept = { sha256: stored.receipt.sha256, signatureSha256: stored.signature.sha256, at: tx.now };
    record(tx, { type: 'receipt-sent', ...aboutOf(order), messageId, code, receiptSha256: kept.sha256 });
    if (earlier) return tx.change(givenReceipts, earlier, kept);
    return tx.insert(givenReceipts, { ...placeOf(order), code, ...kept });
  });
  const isOurs = given.signatureSha256 === stored.signature.sha256;
  return isOurs ? { given, signed: { content: bytes, signature }, message } : await keptReceipt(given, parties.from);
}

/** The message of a receipt; one that its recipient could not read is refused here, where somebody can mend it. */
async function receiptMessage(
  { messageId, envelopeSha256 }: Subject,
  order: ReceiptOrder,
  { from, to }: Parties,
): Promise<{ bytes: Uint8Array; message: Message }> {
  const bytes = messageBytes({
    ...{ format: MESSAGE_FORMAT, kind: 'receipt', messageId: newId(), sentAt: currentTime().toISOString() },
    ...{ sender: { code: from.code, name: from.name }, recipient: to },
    ...{ critical: [], links: [], treeHead: await headToSend(from.id) },
    receipt: { ...toldBy(order), of: { messageId, messageSha256: envelopeSha256 } },
  });
  return { bytes, message: readMessage(bytes) };
}

function toldBy({
  agencyId: _agency,
  arrivalId: _arrival,
  noticeId: _notice,
  ...told
}: ReceiptOrder): Omit<Receipt, 'of'> {
  return told;
}

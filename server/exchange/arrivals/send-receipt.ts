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
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { freshSignature, signAsSystem } from '../../signing/keys/system-signature.ts';
import { doorHere, sendMessage } from '../carriage/send-message.ts';
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
  /** A person lets this one go without being sealed. */
  readonly inClear?: boolean | undefined;
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
  if (earlier?.transportReceipt || (!earlier && (await giveHere(subject, order)))) return;
  const { given, signed, message } = await signedReceipt(subject, order, earlier).catch(neverByWaiting);
  const answer = await sendMessage(message, { ...signed, files: [], inClear: order.inClear === true }).catch(
    async (error: unknown) => {
      if (await wasToldBeforeLoss(order, error)) return undefined;
      throw error;
    },
  );
  if (!answer) return;
  await inTransaction(systemActor(order.agencyId), async (tx) => {
    const current = await tx.load(givenReceipts, given.id);
    if (!current.transportReceipt) noteHeld(tx, current, answer);
  });
}

/** Keeps what the sender of a document has answered to a receipt: it holds it. */
function noteHeld(tx: Transaction, given: GivenReceipt, answer: SignedThing): void {
  record(tx, { type: 'receipt-held', ...aboutOf(given), code: given.code });
  tx.change(givenReceipts, given, { transportReceipt: keptTransportReceipt(answer) });
}

/**
 * Gives a receipt for the first time to a sender that is hosted here too: that it is given and held is one act. One that is refused is kept, as any
 * other. False where it goes step by step: to others, or because another was made meanwhile.
 */
async function giveHere(subject: Subject, order: ReceiptOrder): Promise<boolean> {
  const parties = await partiesOf(subject);
  const door = await doorHere(parties.to.code);
  if (!door) return false;
  const made = await makeReceipt(subject, order, parties).catch(neverByWaiting);
  const actor = systemActor(order.agencyId);
  try {
    return await door({ ...made.signed, files: [] }, (take) =>
      inTransaction(actor, async (tx) => {
        const given = await keepReceipt(tx, order, made);
        if (given.sha256 !== made.sha256) return false;
        noteHeld(tx, given, await take(tx));
        return true;
      }),
    );
  } catch (error) {
    await inTransaction(actor, (tx) => keepReceipt(tx, order, made));
    if (await wasToldBeforeLoss(order, error)) return true;
    throw error;
  }
}

/** What our own key lacks does not come by waiting for the sender. */
function neverByWaiting(error: unknown): never {
  throw orGiveUp(error);
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
  if (!given) return await makeAndKeep(subject, order, parties);
  const bytes = await files().read(given.sha256);
  const { sender, recipient } = readMessage(bytes);
  const isMeant = sender.code === parties.from.code && recipient.code === parties.to.code;
  return isMeant ? await keptReceipt(given, parties.from) : await makeAndKeep(subject, order, parties, given);
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

/** A receipt with its signature, both stored, of which no row knows yet. */
interface MadeReceipt extends Pick<GivenReceipt, 'sha256' | 'signatureSha256'> {
  /** The message that it is about. */
  readonly messageId: string;
  readonly signed: SignedThing;
  readonly message: Message;
}

async function makeReceipt(subject: Subject, order: ReceiptOrder, parties: Parties): Promise<MadeReceipt> {
  const { bytes, message } = await receiptMessage(subject, order, parties);
  const signature = await signAsSystem(parties.from.id, bytes);
  const [{ sha256 }, { sha256: signatureSha256 }] = [await files().put(bytes), await files().put(signature)];
  return { sha256, signatureSha256, messageId: subject.messageId, signed: { content: bytes, signature }, message };
}

async function makeAndKeep(
  subject: Subject,
  order: ReceiptOrder,
  parties: Parties,
  former?: GivenReceipt,
): Promise<SignedReceipt> {
  const made = await makeReceipt(subject, order, parties);
  const given = await inTransaction(systemActor(order.agencyId), (tx) => keepReceipt(tx, order, made, former));
  const isOurs = given.signatureSha256 === made.signatureSha256;
  return isOurs ? { given, signed: made.signed, message: made.message } : await keptReceipt(given, parties.from);
}

/** Gives the receipt as it is then: this one, or another that was made meanwhile. */
async function keepReceipt(
  tx: Transaction,
  order: ReceiptOrder,
  { sha256, signatureSha256, messageId }: MadeReceipt,
  former?: GivenReceipt,
): Promise<GivenReceipt> {
  const earlier = await tx.find(givenReceipts, placeOf(order));
  if (earlier && earlier.sha256 !== former?.sha256) return earlier;
  const { code } = order;
  record(tx, { type: 'receipt-sent', ...aboutOf(order), messageId, code, receiptSha256: sha256 });
  const kept = { sha256, signatureSha256, at: tx.now };
  return earlier
    ? tx.change(givenReceipts, earlier, kept)
    : tx.insert(givenReceipts, { ...placeOf(order), code, ...kept });
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
  inClear: _inClear,
  ...told
}: ReceiptOrder): Omit<Receipt, 'of'> {
  return told;
}

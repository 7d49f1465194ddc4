import { headToSend } from '../../audit/heads/sign-head.ts';
import { record } from '../../audit/record.ts';
import { agencies } from '../../identity/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import { orGiveUp } from '../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { freshSignature, signAsSystem } from '../../signing/keys/system-signature.ts';
import { sendMessage } from '../carriage/send-message.ts';
import { MESSAGE_FORMAT, type Message, messageBytes, readMessage } from '../messages/message.ts';
import type { Receipt } from '../messages/receipt.ts';
import type { SignedMessage } from '../messages/transport.ts';
import { keptTransportReceipt } from '../messages/transport-receipt.ts';
import { arrivals, givenReceipts } from '../store.ts';
import type { Arrival, GivenReceipt } from './arrival.ts';

/** The receipt to send. */
export interface ReceiptOrder extends Omit<Receipt, 'of'> {
  readonly agencyId: string;
  readonly arrivalId: string;
}

/** Signs a receipt with the agency's system key and gives it to the sender; made once, handed over until it is taken. */
export async function sendReceipt(order: ReceiptOrder): Promise<void> {
  const arrival = await readOne(arrivals, { _id: order.arrivalId, agencyId: order.agencyId });
  if (!arrival) throw new Error(`There is no arrival ${order.arrivalId}`);
  const { given, signed, message } = await signedReceipt(arrival, order).catch((error: unknown) => {
    throw orGiveUp(error); // what our own key lacks does not come by waiting for the sender
  });
  if (given.transportReceipt) return;
  const transportReceipt = keptTransportReceipt(await sendMessage(message, { ...signed, files: [] }));
  await inTransaction(systemActor(order.agencyId), async (tx) => {
    const current = await tx.load(givenReceipts, given.id);
    if (current.transportReceipt) return;
    const { arrivalId, code } = current;
    record(tx, { type: 'receipt-held', arrivalId, code });
    tx.change(givenReceipts, current, { transportReceipt });
  });
}

interface SignedReceipt {
  readonly given: GivenReceipt;
  readonly signed: SignedMessage;
  readonly message: Message;
}

async function signedReceipt(arrival: Arrival, order: ReceiptOrder): Promise<SignedReceipt> {
  const { agencyId, arrivalId, sequence } = order;
  const given = await readOne(givenReceipts, { agencyId, arrivalId, sequence });
  return given ? await keptReceipt(given) : await makeReceipt(arrival, order);
}

async function keptReceipt(given: GivenReceipt): Promise<SignedReceipt> {
  const bytes = await files().read(given.sha256);
  return { given, signed: { bytes, signature: await signatureOf(given, bytes) }, message: readMessage(bytes) };
}

/** The signature of a receipt that is still to be taken; made anew, over the same bytes, when its key has ended before anybody took it. */
async function signatureOf({ id, agencyId, signatureSha256 }: GivenReceipt, bytes: Uint8Array): Promise<Uint8Array> {
  const made = await files().read(signatureSha256);
  const signature = await freshSignature(agencyId, bytes, made);
  if (signature !== made) {
    const { sha256 } = await files().put(signature);
    await inTransaction(systemActor(agencyId), async (tx) => {
      const given = await tx.load(givenReceipts, id);
      const { arrivalId, code } = given;
      record(tx, { type: 'receipt-signed-anew', arrivalId, code });
      tx.change(givenReceipts, given, { signatureSha256: sha256 });
    });
  }
  return signature;
}

async function makeReceipt(arrival: Arrival, order: ReceiptOrder): Promise<SignedReceipt> {
  const { agencyId, arrivalId, code, sequence } = order;
  const { bytes, message } = await receiptMessage(arrival, order);
  const signature = await signAsSystem(agencyId, bytes);
  const stored = { receipt: await files().put(bytes), signature: await files().put(signature) };
  const given = await inTransaction(systemActor(agencyId), async (tx) => {
    const earlier = await tx.find(givenReceipts, { agencyId, arrivalId, sequence });
    if (earlier) return earlier;
    const kept = { sha256: stored.receipt.sha256, signatureSha256: stored.signature.sha256, at: tx.now };
    record(tx, { type: 'receipt-sent', arrivalId, messageId: arrival.messageId, code, receiptSha256: kept.sha256 });
    return tx.insert(givenReceipts, { agencyId, arrivalId, sequence, code, ...kept });
  });
  const isOurs = given.signatureSha256 === stored.signature.sha256;
  return isOurs ? { given, signed: { bytes, signature }, message } : await keptReceipt(given);
}

/** The message of a receipt; one that its recipient could not read is refused here, where somebody can mend it. */
async function receiptMessage(arrival: Arrival, order: ReceiptOrder): Promise<{ bytes: Uint8Array; message: Message }> {
  const agency = await readOne(agencies, { _id: arrival.agencyId });
  if (!agency) throw new Error(`Arrival ${arrival.id} has lost its agency`);
  const bytes = messageBytes({
    ...{ format: MESSAGE_FORMAT, kind: 'receipt', messageId: newId(), sentAt: currentTime().toISOString() },
    sender: { code: agency.code, name: agency.name },
    recipient: { code: arrival.senderCode, name: arrival.senderName },
    ...{ critical: [], links: [], treeHead: await headToSend(agency.id) },
    receipt: { ...toldBy(order), of: { messageId: arrival.messageId, messageSha256: arrival.envelopeSha256 } },
  });
  return { bytes, message: readMessage(bytes) };
}

function toldBy({ agencyId: _agency, arrivalId: _arrival, ...told }: ReceiptOrder): Omit<Receipt, 'of'> {
  return told;
}

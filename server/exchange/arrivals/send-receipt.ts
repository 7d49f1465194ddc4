import { headToSend } from '../../audit/heads/sign-head.ts';
import { record } from '../../audit/record.ts';
import { agencies } from '../../identity/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import { orGiveUp } from '../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { freshSignature, signAsSystem } from '../../signing/keys/system-signature.ts';
import { RECEIPT_FORMAT, type Receipt, readReceipt, receiptBytes } from '../messages/receipt.ts';
import { type SignedMessage, transport } from '../messages/transport.ts';
import { arrivals, givenReceipts } from '../store.ts';
import type { Arrival, GivenReceipt } from './arrival.ts';

export interface ReceiptOrder {
  readonly agencyId: string;
  readonly arrivalId: string;
  readonly code: Receipt['code'];
  readonly at: string;
  readonly by: string | null;
  readonly reason: string | null;
  readonly verdict: Receipt['verdict'];
  readonly arrivalNumber: number | null;
}

/** Signs a receipt with the agency's system key and gives it to the sender; made once, handed over until it is taken. */
export async function sendReceipt(order: ReceiptOrder): Promise<void> {
  const arrival = await readOne(arrivals, { _id: order.arrivalId, agencyId: order.agencyId });
  if (!arrival) throw new Error(`There is no arrival ${order.arrivalId}`);
  const receipt = await signedReceipt(arrival, order).catch((error: unknown) => {
    throw orGiveUp(error); // what our own key lacks does not come by waiting for the sender
  });
  await transport().carryReceipt(arrival.senderCode, receipt);
}

async function signedReceipt(arrival: Arrival, order: ReceiptOrder): Promise<SignedMessage> {
  const { agencyId, arrivalId, code } = order;
  const given = await readOne(givenReceipts, { agencyId, arrivalId, code });
  return given ? await keptReceipt(given) : await makeReceipt(arrival, order);
}

async function keptReceipt(given: GivenReceipt): Promise<SignedMessage> {
  const bytes = await files().read(given.sha256);
  return { bytes, signature: await signatureOf(given, bytes) };
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

async function makeReceipt(arrival: Arrival, order: ReceiptOrder): Promise<SignedMessage> {
  const agency = await readOne(agencies, { _id: arrival.agencyId });
  if (!agency) throw new Error(`Arrival ${arrival.id} has lost its agency`);
  const bytes = receiptBytes({
    format: RECEIPT_FORMAT,
    messageId: arrival.messageId,
    envelopeSha256: arrival.envelopeSha256,
    from: { code: agency.code, name: agency.name },
    to: { code: arrival.senderCode, name: arrival.senderName },
    code: order.code,
    at: order.at,
    by: order.by,
    reason: order.reason,
    verdict: order.verdict,
    arrivalNumber: order.arrivalNumber,
    treeHead: await headToSend(agency.id),
  });
  readReceipt(bytes); // a receipt that its recipient could not read is refused here, where somebody can mend it
  const receipt = await files().put(bytes);
  const signature = await signAsSystem(agency.id, bytes);
  const { sha256: signatureSha256 } = await files().put(signature);
  const { agencyId, arrivalId, code } = order;
  const given = await inTransaction(systemActor(agencyId), async (tx) => {
    const earlier = await tx.find(givenReceipts, { agencyId, arrivalId, code });
    if (earlier) return earlier;
    const { messageId } = arrival;
    record(tx, { type: 'receipt-sent', arrivalId, messageId, code, receiptSha256: receipt.sha256 });
    const kept = { sha256: receipt.sha256, signatureSha256, at: tx.now };
    return tx.insert(givenReceipts, { agencyId, arrivalId, code, ...kept });
  });
  return given.signatureSha256 === signatureSha256 ? { bytes, signature } : await keptReceipt(given);
}

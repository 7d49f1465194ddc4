import { record } from '../audit/record.ts';
import { headToSend } from '../audit/sign-head.ts';
import { agencies } from '../identity/store.ts';
import { systemActor } from '../platform/actor.ts';
import { files } from '../platform/files.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { signAsSystem } from '../signing/system-signature.ts';
import { acceptReceipt } from './accept-receipt.ts';
import type { Arrival, GivenReceipt } from './arrival.ts';
import { RECEIPT_FORMAT, type Receipt, receiptBytes } from './receipt.ts';
import { arrivals, givenReceipts } from './store.ts';

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
  const { agencyId, arrivalId, code } = order;
  const given = (await readOne(givenReceipts, { agencyId, arrivalId, code })) ?? (await makeReceipt(arrival, order));
  await acceptReceipt(await files().read(given.sha256), await files().read(given.signatureSha256));
}

async function makeReceipt(arrival: Arrival, order: ReceiptOrder): Promise<GivenReceipt> {
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
  const receipt = await files().put(bytes);
  const signature = await files().put(await signAsSystem(agency.id, bytes));
  const { agencyId, arrivalId, code } = order;
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const earlier = await tx.find(givenReceipts, { agencyId, arrivalId, code });
    if (earlier) return earlier;
    const { messageId } = arrival;
    record(tx, { type: 'receipt-sent', arrivalId, messageId, code, receiptSha256: receipt.sha256 });
    const kept = { sha256: receipt.sha256, signatureSha256: signature.sha256, at: tx.now };
    return tx.insert(givenReceipts, { agencyId, arrivalId, code, ...kept });
  });
}

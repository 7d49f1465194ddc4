import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { files } from '../../platform/files/files.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { recordReceipt } from '../deliveries/record-receipt.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { refusal } from '../messages/message-refusal.ts';
import { refuseAhead, refuseOversize, refuseParties } from '../messages/message-rules.ts';
import { readReceipt } from '../messages/receipt.ts';
import { knownAgencies } from './accept-envelope.ts';
import { verifySinceFirstSight } from './first-sight.ts';

/**
 * The door through which receipts come back: form, sender, signature over these exact bytes, audience, and who writes to whom;
 * then they are kept. A receipt may come late – it stands for what happened then – but not before its time. Refuses with nothing but
 * `messageRefusals`.
 */
export async function acceptReceipt(bytes: Uint8Array, signature: Uint8Array): Promise<Delivery> {
  refuseOversize(bytes, signature);
  const receipt = readReceipt(bytes);
  const known = await knownAgencies(receipt.from.code, receipt.to.code);
  const from = known.get(receipt.from.code);
  if (!from) throw refusal('signature-invalid', 'The receipt comes from no agency of the directory');
  await verifySinceFirstSight(from.id, bytes, signature);
  const to = known.get(receipt.to.code);
  if (!to || !(await hostedHere(to))) throw refusal('wrong-audience', 'The receipt is for an agency that is not here');
  refuseParties(receipt.from, receipt.to, from);
  refuseAhead(receipt.at, currentTime());
  const stored = { receipt: await files().put(bytes), signature: await files().put(signature) };
  return await inTransaction(systemActor(to.id), (tx) =>
    recordReceipt(tx, {
      receipt,
      sha256: stored.receipt.sha256,
      signatureSha256: stored.signature.sha256,
      fromAgencyId: from.id,
    }),
  );
}

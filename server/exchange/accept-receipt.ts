import { systemActor } from '../platform/actor.ts';
import { DomainError } from '../platform/errors.ts';
import { files } from '../platform/files.ts';
import { inTransaction } from '../platform/transaction.ts';
import { knownAgency } from './accept-envelope.ts';
import type { Delivery } from './delivery.ts';
import { verifySinceFirstSight } from './first-sight.ts';
import { readReceipt } from './receipt.ts';
import { recordReceipt } from './record-receipt.ts';

/** The door through which receipts come back: form, sender, signature over these exact bytes, audience; then they are kept. */
export async function acceptReceipt(bytes: Uint8Array, signature: Uint8Array): Promise<Delivery> {
  const receipt = readReceipt(bytes);
  const from = await knownAgency(receipt.from.code);
  if (!from)
    throw new DomainError('unauthenticated', 'signature-invalid', 'The receipt comes from no agency of the directory');
  await verifySinceFirstSight(from.id, bytes, signature);
  const to = await knownAgency(receipt.to.code);
  if (!to) throw new DomainError('not-permitted', 'wrong-audience', 'The receipt is for an agency that is not here');
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

import { detachedSignature } from '../../pdf-signatures/crypto/verify-detached.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { verifyCorrespondent } from '../directory/find-correspondent.ts';
import { sha256Of } from '../messages/message.ts';
import { firstSights } from '../store.ts';

/**
 * Verifies the signature of an agency's system key over a message as of the moment this house first saw it: a message that was good
 * then stays good, though its files came, or its recipient could take it, only after the certificate had ended or the directory had dropped it. Gives
 * that moment.
 */
export async function verifySinceFirstSight(
  sender: Correspondent,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<Date> {
  const id = sha256Of(signature);
  const seen = await readOne(firstSights, { _id: id });
  const at = seen?.at ?? currentTime();
  // What the directory has dropped since was named by it then.
  if (seen?.signer !== undefined && seen.signer === signerOf(bytes, signature)) return at;
  const signer = await verifyCorrespondent(sender, bytes, signature, at);
  const first = { at, version: 1, ...(signer && { signer: sha256Of(signer) }) };
  if (!seen) await firstSights.model.updateOne({ _id: id }, { $setOnInsert: first }, { upsert: true });
  return at;
}

/** The SHA-256 of the certificate by which a signature over these bytes was made; none of what is no signature over them. */
function signerOf(bytes: Uint8Array, signature: Uint8Array): string | undefined {
  const made = detachedSignature(bytes, signature);
  return 'signer' in made ? made.signer.fingerprint : undefined;
}

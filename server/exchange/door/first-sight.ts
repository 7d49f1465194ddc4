import { detachedSignature } from '../../pdf-signatures/crypto/verify-detached.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne, rowsOf } from '../../platform/database/store.ts';
import { together } from '../../platform/together.ts';
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
  if (!seen) await noteSight({ _id: id, at, ...(signer && { signer: sha256Of(signer) }) });
  return at;
}

/** The same for a message that its sender, hosted here too, has signed this moment: nobody can have seen it before. */
export async function verifyJustSigned(sender: Correspondent, bytes: Uint8Array, signature: Uint8Array): Promise<Date> {
  const at = currentTime();
  await verifyCorrespondent(sender, bytes, signature, at);
  return at;
}

/** What somebody else saw first counts; messages that come together are noted together. */
const noteSight = together(
  async (seen: readonly { readonly _id: string; readonly at: Date; readonly signer?: string }[]) => {
    const writes = seen.map(({ _id, ...first }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { ...first, version: 1 } }, upsert: true },
    }));
    await rowsOf(firstSights).bulkWrite(writes, { ordered: false });
  },
);

/** The SHA-256 of the certificate by which a signature over these bytes was made; none of what is no signature over them. */
function signerOf(bytes: Uint8Array, signature: Uint8Array): string | undefined {
  const made = detachedSignature(bytes, signature);
  return 'signer' in made ? made.signer.fingerprint : undefined;
}

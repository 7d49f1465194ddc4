import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { verifyCorrespondent } from '../directory/find-correspondent.ts';
import { sha256Of } from '../messages/message.ts';
import { firstSights } from '../store.ts';

/**
 * Verifies the signature of an agency's system key over a message as of the moment this house first saw it: a message that was good
 * then stays good, though its files came, or its recipient could take it, only after the certificate had ended. Gives that moment.
 */
export async function verifySinceFirstSight(
  sender: Correspondent,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<Date> {
  const id = sha256Of(signature);
  const seen = await readOne(firstSights, { _id: id });
  const at = seen?.at ?? currentTime();
  await verifyCorrespondent(sender, bytes, signature, at);
  if (!seen) await firstSights.model.updateOne({ _id: id }, { $setOnInsert: { at, version: 1 } }, { upsert: true });
  return at;
}

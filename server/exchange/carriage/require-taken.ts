import type { DomainError } from '../../platform/errors.ts';
import { GiveUp } from '../../platform/jobs/job-kind.ts';
import { type Capability, misfitOf } from '../messages/capability-document.ts';
import { readMessage } from '../messages/message.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { capabilityOf, learn } from './learn-abilities.ts';
import type { PartnerDoor } from './partner-door.ts';

/**
 * What the system of its recipient says that it takes. Gives up, with the refusal it would get, on a message that it does not take by its capability document, before
 * anything is sent. It ends by what the system says at that moment alone: where that cannot be asked, it fails as the asking did, and is tried again. Of an
 * agency that states nothing, nothing is known.
 */
export async function requireTaken(
  door: PartnerDoor,
  recipientCode: string,
  { content: bytes }: SignedThing,
): Promise<Capability | undefined> {
  const message = readMessage(bytes);
  const unfit = (can: Capability | undefined): DomainError | undefined => can && misfitOf(message, bytes.length, can);
  const said = await capabilityOf(recipientCode, door);
  if (!unfit(said)) return said;
  const says = await learn(door, recipientCode);
  const refused = unfit(says);
  if (refused) throw new GiveUp(refused.message, { cause: refused });
  return says;
}

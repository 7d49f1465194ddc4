import { DEPLOYMENT } from '../../audit/store.ts';
import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import type { Partner } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { correspondentBy } from '../directory/find-correspondent.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { directoryEntries } from '../directory/store.ts';
import { readAddress, sha256Of } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { refuseOversize } from '../messages/message-rules.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { verifySinceFirstSight } from './first-sight.ts';
import { tellingRefusals } from './refused-messages.ts';

/** A message that its sender has signed, and that is for an agency hosted here: what is refused of it now, that agency refuses. */
export interface AddressedMessage extends SignedThing {
  readonly messageId: string;
  readonly messageSha256: string;
  readonly sender: Correspondent;
  readonly recipient: Agency;
  /** When this house first saw it. */
  readonly firstSeen: Date;
}

/**
 * Finds out from whom a message is and for whom, in this order: its size, its address, the sender in the directory, the signature of the
 * sender's system key over these exact bytes, that the deployment that brings it – if one does – hosts the sender, and that the recipient is
 * hosted here. Each refusal leaves its event in the log of the deployment.
 */
export async function addressedMessage(
  signed: SignedThing,
  { partner, verify = verifySinceFirstSight }: Coming = {},
): Promise<AddressedMessage> {
  const from = { log: DEPLOYMENT, deploymentId: partner?.deploymentId };
  const claim = await tellingRefusals(from, () => claimIn(signed));
  const about = { ...from, senderCode: claim.sender.code, messageId: claim.messageId };
  return await tellingRefusals(about, () => verified(signed, claim, { partner, verify }));
}

/** Which deployment brings a message, if one does, and how its signature is verified. */
interface Coming {
  readonly partner?: Partner | undefined;
  readonly verify?: typeof verifySinceFirstSight;
}

interface Claim {
  readonly messageId: string;
  readonly sender: Correspondent;
  readonly recipientCode: string;
}

async function claimIn({ content: bytes, signature }: SignedThing): Promise<Claim> {
  refuseOversize(bytes, signature);
  const { messageId, sender: named, recipient } = readAddress(bytes);
  const sender = await correspondentBy(named.code, currentTime());
  if (!sender) throw refusal('signature-invalid', 'The sender is not in the directory');
  return { messageId, sender, recipientCode: recipient.code };
}

async function verified(
  { content: bytes, signature }: SignedThing,
  { messageId, sender, recipientCode }: Claim,
  { partner, verify }: Coming & Required<Pick<Coming, 'verify'>>,
): Promise<AddressedMessage> {
  const firstSeen = await verify(sender, bytes, signature);
  if (partner) await requireHosting(partner, sender);
  const recipient = await readKnown(agencies, { code: recipientCode, active: true });
  if (!recipient || !(await hostedHere(recipient)))
    throw refusal('wrong-audience', 'The message is addressed to an agency that is not here');
  return { content: bytes, signature, messageId, messageSha256: sha256Of(bytes), sender, recipient, firstSeen };
}

async function requireHosting({ deploymentId }: Partner, { code, agencyId }: Correspondent): Promise<void> {
  const entry = agencyId === undefined ? await readKnown(directoryEntries, { _id: code, listed: true }) : undefined;
  if (entry?.deployment === deploymentId) return;
  throw refusal('sender-mismatch', 'The sender is an agency that the calling deployment does not host');
}

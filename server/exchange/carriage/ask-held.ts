import { agencies } from '../../identity/store.ts';
import { openSealed } from '../../pdf-signatures/crypto/auth-enveloped.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { DomainError } from '../../platform/errors.ts';
import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { openingKeysOf } from '../directory/own-encryption-keys.ts';
import { heldAnswer, type TravellingMessage } from '../messages/message-offer.ts';
import { fromBase64, type SignedThing, signedThingIn } from '../messages/signed-thing.ts';
import type { HeldMessage } from '../messages/transport.ts';
import { onLine } from './on-line.ts';
import { PartnerDoor } from './partner-door.ts';

/**
 * Asks the door of another deployment for the message that an agency there holds under an id of a sender here (docs/exchange-protocol.md, section 6): nothing
 * where it holds none, or gives none that may travel. Refuses with `partner-unanswered` what makes no sense, or is sealed with a key that is not the sender's.
 */
export async function askHeld(
  client: OutboundClient,
  { partner, address, recipient }: { readonly partner: string; readonly address: string; readonly recipient: string },
  { sender, messageId }: HeldMessage,
): Promise<SignedThing | undefined> {
  const path = `/messages/${encodeURIComponent(sender)}/${messageId}/held?recipient=${encodeURIComponent(recipient)}`;
  const read = await onLine(partner, async (heard) =>
    heldAnswer.safeParse(await new PartnerDoor(client, address, heard).ask({ method: 'GET', path })),
  );
  if (!read.success) throw unanswered('The answer has another form', read.error);
  const { message } = read.data;
  return message === null ? undefined : await opened(message, sender);
}

async function opened(message: TravellingMessage, sender: string): Promise<SignedThing> {
  if (!('sealed' in message)) return fromBase64(message);
  const own = await readKnown(agencies, { code: sender, active: true });
  if (!own) throw new Error(`There is no agency ${sender} any more`);
  const thing = signedThingIn(openSealed(Buffer.from(message.sealed, 'base64'), await openingKeysOf(own)));
  if (!thing) throw unanswered('What was sealed is no signed thing');
  return thing;
}

function unanswered(message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'partner-unanswered', message, { cause });
}

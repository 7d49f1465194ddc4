import { DEPLOYMENT } from '../../audit/store.ts';
import { agencies } from '../../identity/store.ts';
import { openSealed } from '../../pdf-signatures/crypto/auth-enveloped.ts';
import type { Partner } from '../../platform/actor.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { openingKeysOf } from '../directory/own-encryption-keys.ts';
import { enclosedFiles, type SealedMessage, travelling } from '../messages/confidential-message.ts';
import type { Message } from '../messages/message.ts';
import type { EnclosedFile } from '../messages/message-offer.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { OfferAnswer } from '../messages/offer-answer.ts';
import { type SignedThing, signedThingIn } from '../messages/signed-thing.ts';
import { examineMessage } from './accept-message.ts';
import type { AddressedMessage } from './addressed-message.ts';
import { offerMessage } from './offer-message.ts';
import { tellingRefusals } from './refused-messages.ts';

/**
 * Takes a confidential message that another deployment offers (docs/exchange-protocol.md, section 10), with files that came along, or none: opened with the recipient's keys it goes
 * the way of any other. Refuses with `wrong-audience` one for nobody here and with `cannot-decrypt` one that no key of the recipient opens, both
 * unsigned, for nobody knows yet who says it; with `envelope-mismatch` one that says outside something else than inside.
 */
export async function offerSealed(
  partner: Partner,
  sealed: SealedMessage,
  enclosed: readonly EnclosedFile[] = [],
): Promise<OfferAnswer> {
  const { deploymentId } = partner;
  const thing = await tellingRefusals({ log: DEPLOYMENT, deploymentId }, () => opened(sealed));
  const examine = async (addressed: AddressedMessage) => {
    const found = await examineMessage(addressed);
    if ('examined' in found) refuseMismatch(sealed, found.examined.message);
    return found;
  };
  return await offerMessage(partner, thing, { examine, travelled: 'sealed', enclosed });
}

async function opened({ sealed, recipient: code }: SealedMessage): Promise<SignedThing> {
  const recipient = await readKnown(agencies, { code, active: true });
  if (!recipient || !(await hostedHere(recipient)))
    throw refusal('wrong-audience', 'The message is addressed to an agency that is not here');
  const thing = signedThingIn(openSealed(Buffer.from(sealed, 'base64'), await openingKeysOf(recipient)));
  if (thing) return thing;
  throw refusal('cannot-decrypt', 'What was sealed is no signed thing');
}

function refuseMismatch({ sender, recipient, messageId, files }: SealedMessage, message: Message): void {
  const inside = travelling(message);
  const isSame =
    sender === message.sender.code &&
    recipient === message.recipient.code &&
    messageId === message.messageId &&
    files.length === inside.length &&
    inside.every(({ sha256, size }, index) => files[index]?.sha256 === sha256 && files[index]?.size === size);
  if (!isSame) throw refusal('envelope-mismatch', 'The envelope says something else than what is inside');
  if (enclosedFiles(message).some((file) => !file.sealed))
    throw refusal('envelope-mismatch', 'A confidential message has only sealed files');
}

import { currentTime } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { signAsSystem } from '../../signing/keys/system-signature.ts';
import { isMessageRefusal } from '../messages/message-refusal.ts';
import { refusalBytes } from '../messages/signed-refusal.ts';
import { signedThingText } from '../messages/signed-thing.ts';
import { tellingRefusals } from './refused-messages.ts';

/** A message that its sender has signed, and the agency hosted here that it is for. */
interface Addressed {
  readonly messageId: string;
  readonly messageSha256: string;
  readonly sender: { readonly code: string };
  readonly recipient: { readonly id: string };
}

/**
 * Does the work of the door for the agency that a message is for. What it refuses stands in that agency's log and is signed by it, so that its
 * sender can believe it (docs/exchange-protocol.md, section 12); by an agency that cannot sign now it is refused without, and the message
 * comes again.
 */
export async function refusedByRecipient<T>(addressed: Addressed, work: () => Promise<T>): Promise<T> {
  const { recipient, sender, messageId } = addressed;
  try {
    return await tellingRefusals({ log: recipient.id, senderCode: sender.code, messageId }, work);
  } catch (error) {
    throw error instanceof DomainError && isMessageRefusal(error.code) ? await signed(error, addressed) : error;
  }
}

async function signed(refusal: DomainError, addressed: Addressed): Promise<DomainError> {
  const { kind, code, message, details } = refusal;
  const content = refusalBytes(refusal, addressed, currentTime());
  try {
    const signature = await signAsSystem(addressed.recipient.id, content);
    return new DomainError(kind, code, message, { ...details, signed: signedThingText({ content, signature }) });
  } catch (cause) {
    log.warn({ err: cause, code }, 'a refusal was not signed');
    return refusal;
  }
}

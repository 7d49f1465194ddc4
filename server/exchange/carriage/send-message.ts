import { currentTime } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { GiveUp } from '../../platform/jobs/job-kind.ts';
import { correspondentBy, verifyCorrespondent } from '../directory/find-correspondent.ts';
import { type Message, readMessage, sha256Of } from '../messages/message.ts';
import { isFinalRefusal } from '../messages/message-refusal.ts';
import { readSignedRefusal, refusalUnfit } from '../messages/signed-refusal.ts';
import { type SignedThing, signedThingIn } from '../messages/signed-thing.ts';
import { type CarriedMessage, type DoorHere, transport } from '../messages/transport.ts';
import { readTransportReceipt, receiptUnfit } from '../messages/transport-receipt.ts';

/** What was handed over. */
interface Sent {
  readonly message: Message;
  readonly bytes: Uint8Array;
}

/**
 * Hands a message over and gives its transport receipt, once that is known to be the recipient's for exactly these bytes: only then the
 * message counts as sent. Gives up on a refusal of the closed list that is final and that the recipient has signed; throws any other refusal,
 * and whatever leaves it unknown whether the message arrived.
 */
export async function sendMessage(message: Message, carried: CarriedMessage): Promise<SignedThing> {
  const sent = { message, bytes: carried.content };
  const answer = await transport()
    .carry(message.recipient.code, carried)
    .catch(async (error: unknown) => {
      throw await judged(error, sent);
    });
  readTransportReceipt(answer.content, sent);
  await requireSignedByRecipient(answer, sent, receiptUnfit);
  return answer;
}

/**
 * The door of a recipient that is hosted here too, to which a message is handed over by the act that says so; none of any other. What it refuses
 * counts as with `sendMessage`; the receipt it gives needs no look: this house signs it in the same breath.
 */
export async function doorHere(recipientCode: string): Promise<DoorHere | undefined> {
  const door = await transport().doorHere?.(recipientCode);
  if (!door) return undefined;
  return async (carried, act) =>
    await door(carried, act).catch(async (error: unknown) => {
      throw await judged(error, { message: readMessage(carried.content), bytes: carried.content });
    });
}

/** A refusal as it counts here: one with a signature, only if that is the recipient's; a final one ends the work. */
async function judged(error: unknown, sent: Sent): Promise<unknown> {
  if (!(error instanceof DomainError) || error.details.signed === undefined) return error;
  const thing = signedThingIn(Buffer.from(error.details.signed));
  if (!thing) return refusalUnfit('It is no signed thing', error);
  const code = readSignedRefusal(thing.content, {
    messageId: sent.message.messageId,
    messageSha256: sha256Of(sent.bytes),
  });
  await requireSignedByRecipient(thing, sent, refusalUnfit);
  return isFinalRefusal(code) ? new GiveUp(error.message, { cause: error }) : error;
}

/** The refusal by which a recipient has ended a message, as it signed it; nothing for any other error. */
export function signedRefusalIn(error: unknown): string | undefined {
  return error instanceof GiveUp && error.cause instanceof DomainError ? error.cause.details.signed : undefined;
}

async function requireSignedByRecipient(
  { content: bytes, signature }: SignedThing,
  { message }: Sent,
  unfit: (why: string, cause?: unknown) => DomainError,
): Promise<void> {
  const now = currentTime();
  const recipient = await correspondentBy(message.recipient.code, now);
  if (!recipient) throw unfit('The recipient has left the directory');
  await verifyCorrespondent(recipient, bytes, signature, now).catch((error: unknown) => {
    const isForged =
      error instanceof DomainError && (error.kind === 'unauthenticated' || error.kind === 'not-permitted');
    throw isForged ? unfit('The recipient did not sign it', error) : error;
  });
}

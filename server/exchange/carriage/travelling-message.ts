import { sealFor } from '../../pdf-signatures/crypto/auth-enveloped.ts';
import type { ByteRange } from '../../platform/api/byte-range.ts';
import { currentTime } from '../../platform/clock.ts';
import { noteWritten, readKnown } from '../../platform/database/remembered.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { encryptionCertificatesOf } from '../directory/encryption-certificates.ts';
import {
  enclosedFiles,
  type SealedMessage,
  type TravellingFile,
  travelling,
} from '../messages/confidential-message.ts';
import { type DocumentMessage, readMessage } from '../messages/message.ts';
import { sealedBytes } from '../messages/sealed-file.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { inBase64, signedThingText } from '../messages/signed-thing.ts';
import type { CarriedMessage } from '../messages/transport.ts';
import { heldCapabilities } from './store.ts';

/** A message as a door takes it: a signed thing, or sealed. */
export type Body = ReturnType<typeof inBase64> | SealedMessage;

/**
 * A signed message as it travels to an agency of another deployment (docs/exchange-protocol.md, section 10): sealed for whoever can open it, unless its
 * files were named in clear before that agency could. Refuses with `not-in-clear` what cannot be sealed any more for one that messages were
 * sealed for before, unless a person has decided that it goes all the same: nothing goes down to clear by itself.
 */
export async function bodyFor(
  recipientCode: string,
  { content: bytes, signature, inClear: isDecided = false }: SignedThing & Pick<CarriedMessage, 'inClear'>,
): Promise<Body> {
  const message = readMessage(bytes);
  const thing = { content: bytes, signature };
  const certificates = await encryptionCertificatesOf(recipientCode, currentTime());
  const named = enclosedFiles(message);
  const inClear = named.filter(({ sealed }) => !sealed).length;
  if (certificates.length === 0) {
    if (!isDecided && (inClear < named.length || (await wasSealedFor(recipientCode)))) throw notInClear(recipientCode);
    return inBase64(thing);
  }
  if (inClear > 0) return inBase64(thing);
  await noteSealedFor(recipientCode);
  const sealed = Buffer.from(sealFor(Buffer.from(signedThingText(thing)), certificates)).toString('base64');
  const { sender, recipient, messageId } = message;
  return { sealed, sender: sender.code, recipient: recipient.code, messageId, files: travelling(message) };
}

/**
 * The bytes of a file as it travels, by the hash and size under which it does. Of this house's files the other side gets those that the
 * message names, whatever it wants.
 */
export async function travellingBytes(
  named: DocumentMessage['files'],
  { sha256, size }: TravellingFile,
): Promise<(range: ByteRange) => AsyncIterable<Uint8Array>> {
  const file = named
    .map((one) => ({ ...one, travels: one.sealed ?? one }))
    .find(({ travels }) => travels.sha256 === sha256 && travels.size === size);
  if (!file)
    throw new DomainError('unavailable', 'partner-unanswered', 'It wants a file that the message does not name');
  const stored = await files().open(file.sha256);
  const { sealed } = file;
  if (!sealed) return (range) => stored.stream(range);
  const key = Buffer.from(sealed.key, 'base64');
  return (range) => sealedBytes(stored, key, range);
}

/** Whether a message was ever sealed for an agency. */
async function wasSealedFor(code: string): Promise<boolean> {
  return (await readKnown(heldCapabilities, { _id: code }))?.sealedFor === true;
}

async function noteSealedFor(code: string): Promise<void> {
  if (await wasSealedFor(code)) return;
  const first = { $setOnInsert: { askedAt: new Date(0) }, $set: { sealedFor: true }, $inc: { version: 1 } };
  await heldCapabilities.model.updateOne({ _id: code }, first, { upsert: true });
  noteWritten(heldCapabilities.name);
}

function notInClear(code: string): DomainError {
  return new DomainError(
    'conflict',
    'not-in-clear',
    `Messages were sealed for ${code}, and it names no key for that now`,
  );
}

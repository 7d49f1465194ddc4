import { buffer } from 'node:stream/consumers';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { enclosedFiles } from '../messages/confidential-message.ts';
import { type Message, sha256Of } from '../messages/message.ts';
import type { EnclosedFile } from '../messages/message-offer.ts';
import { refusal } from '../messages/message-refusal.ts';
import { fileOf, openedBytes } from '../messages/sealed-file.ts';

/**
 * Stores, in plain, the files that came along with a message. Refuses with `attachment-mismatch` unless they are exactly those that the message names, as
 * they travel and as they are then; with `cannot-decrypt` what its key does not open.
 */
export async function keepEnclosed(
  message: Message,
  enclosed: readonly EnclosedFile[],
): Promise<readonly StoredFile[]> {
  const came = new Map(enclosed.map(({ sha256, bytes }) => [sha256, Buffer.from(bytes, 'base64')]));
  const named = enclosedFiles(message);
  if (came.size > new Set(named.map((file) => (file.sealed ?? file).sha256)).size)
    throw refusal('attachment-mismatch', 'A file came that the message does not name');
  return await Promise.all(named.map(async (file) => await files().put(await plainOf(file, came))));
}

async function plainOf(
  { name, sha256, size, sealed }: ReturnType<typeof enclosedFiles>[number],
  came: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  const travels = sealed ?? { sha256, size };
  const bytes = came.get(travels.sha256);
  if (bytes?.length !== travels.size || sha256Of(bytes) !== travels.sha256) throw mismatch(name);
  if (!sealed) return bytes;
  const plain = await buffer(openedBytes(fileOf(bytes), { key: Buffer.from(sealed.key, 'base64'), size }));
  if (plain.length !== size || sha256Of(plain) !== sha256) throw mismatch(name);
  return plain;
}

function mismatch(name: string): Error {
  return refusal('attachment-mismatch', `The file ${name} did not come as announced`);
}

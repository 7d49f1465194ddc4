import { rm } from 'node:fs/promises';
import { files, type StoredFile } from '../../platform/files/files.ts';
import type { DocumentMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { openedBytes } from '../messages/sealed-file.ts';

/**
 * The files of a message in plain, stored, once they have come as they travel: those that came sealed are opened, each kept only once all of it
 * is what the message says. Refuses with `cannot-decrypt` what its key does not open, with `attachment-mismatch` what is something else then.
 */
export async function openedFiles(
  named: DocumentMessage['files'],
  came: readonly StoredFile[],
): Promise<readonly StoredFile[]> {
  const plain: StoredFile[] = [];
  for (const file of named) {
    const { sealed, sha256, size } = file;
    // Also what lies here already: whoever only knows the hash of a file is not given it.
    if (sealed) plain.push(await openedFile(file, sealed));
    else plain.push(...came.filter((one) => one.sha256 === sha256 && one.size === size));
  }
  return plain;
}

type NamedFile = DocumentMessage['files'][number];

async function openedFile(
  { sha256, size, name }: NamedFile,
  sealed: NonNullable<NamedFile['sealed']>,
): Promise<StoredFile> {
  const file = await files().open(sealed.sha256);
  const key = Buffer.from(sealed.key, 'base64');
  const received = await files().receive(openedBytes(file, { key, size }));
  if (received.sha256 === sha256 && received.size === size) return await files().adopt(received);
  await rm(received.path, { force: true });
  throw refusal('attachment-mismatch', `The file ${name} is not what was announced`);
}

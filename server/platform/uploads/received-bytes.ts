import { readFile, rm } from 'node:fs/promises';
import type { UploadedFile } from '../api/contract.ts';

/** The bytes of a small file that was received with a request; its temporary copy goes. */
export async function receivedBytes({ path }: UploadedFile): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } finally {
    await rm(path, { force: true });
  }
}

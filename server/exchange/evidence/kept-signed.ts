import { files } from '../../platform/files/files.ts';
import type { SignedThing } from '../messages/signed-thing.ts';

/** Stored bytes with the stored signature over them. */
export async function keptSigned(sha256: string, signatureSha256: string): Promise<SignedThing> {
  return { content: await files().read(sha256), signature: await files().read(signatureSha256) };
}

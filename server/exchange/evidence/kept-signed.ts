import { files } from '../../platform/files/files.ts';
import type { SignedMessage } from '../messages/transport.ts';

/** Stored bytes with the stored signature over them. */
export async function keptSigned(sha256: string, signatureSha256: string): Promise<SignedMessage> {
  return { bytes: await files().read(sha256), signature: await files().read(signatureSha256) };
}

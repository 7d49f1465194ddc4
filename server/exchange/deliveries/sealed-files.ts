import { randomBytes } from 'node:crypto';
import { currentTime } from '../../platform/clock.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { encryptionCertificatesOf } from '../directory/encryption-certificates.ts';
import type { SealedFiles } from '../messages/confidential-message.ts';
import { measureSealed } from '../messages/sealed-file.ts';
import type { Delivery } from './delivery.ts';

const KEY_BYTES = 32;

/**
 * Gives each file a key of its own for one recipient (docs/exchange-protocol.md, section 10): what travels is made of it anew each time, so a file is
 * stored once. Nothing for recipients hosted here, and for those that the directory names no key to seal with.
 */
export async function sealedFilesFor(
  { partner, recipient }: Pick<Delivery, 'partner' | 'recipient'>,
  sent: readonly StoredFile[],
): Promise<SealedFiles | undefined> {
  if (partner === undefined || recipient.code === undefined) return undefined;
  if ((await encryptionCertificatesOf(recipient.code, currentTime())).length === 0) return undefined;
  const sealed = new Map();
  for (const { sha256 } of sent) {
    const key = randomBytes(KEY_BYTES);
    sealed.set(sha256, { ...(await measureSealed(await files().open(sha256), key)), key: key.toString('base64') });
  }
  return sealed;
}

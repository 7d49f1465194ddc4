import { readKnown } from '../../platform/database/remembered.ts';
import { inForceAt } from './listed-keys.ts';
import { directoryEntries } from './store.ts';

/** The certificates (DER) that the directory names at a moment to seal with for an agency; none where it names none. */
export async function encryptionCertificatesOf(code: string, at: Date): Promise<Uint8Array[]> {
  const entry = await readKnown(directoryEntries, { _id: code, listed: true });
  return inForceAt(entry?.certificates ?? [], at)
    .filter(({ purpose }) => purpose === 'encryption')
    .map(({ certificate }) => Buffer.from(certificate, 'base64'));
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import { certificatesIn } from '../../server/exchange/evidence/verify/believed.ts';
import type { Certificate } from '../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { derBlocks } from '../../server/pdf-signatures/crypto/certificates/trust-list.ts';

/** What a file gives that a person believes: certificates of roots, or the key of a directory’s authority. */
export interface Chosen {
  readonly name: string;
  readonly roots: readonly Certificate[];
  readonly directoryKey: KeyObject | undefined;
}

/** Reads PEM or DER; a file that holds neither gives nothing, which the page says. */
export async function readTrusted(file: File): Promise<Chosen> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const roots = certificatesIn(derBlocks(bytes, 'CERTIFICATE'));
  return { name: file.name, roots, directoryKey: roots.length > 0 ? undefined : keyIn(bytes) };
}

function keyIn(bytes: Buffer): KeyObject | undefined {
  try {
    const [key] = derBlocks(bytes, 'PUBLIC KEY').map((der) =>
      createPublicKey({ key: der, format: 'der', type: 'spki' }),
    );
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined; // no key: the page says that the file holds nothing
  }
}

import type { Certificate } from '../crypto/certificate.ts';
import type { Sender } from '../verification.ts';
import { namesAgency } from './names-agency.ts';
import { describeSigner } from './signer.ts';
import type { CheckedSignature } from './verify-signature.ts';

/**
 * Whether the file bears seals and none of them is its sender's: by a certificate enrolled for that agency, or by the name in it. Whoever
 * reads that both have signed takes the seal for the sender's.
 */
export function bearsSealOfAnother(checked: readonly CheckedSignature[], sender: Sender): boolean {
  const seals = checked.flatMap(({ kind, signer }) =>
    kind === 'signature' && signer !== undefined && describeSigner(signer).isAgency ? [signer] : [],
  );
  return seals.length > 0 && !seals.some((seal) => isSealOf(seal, sender));
}

const isSealOf = (certificate: Certificate, { agency, seals }: Sender): boolean =>
  seals.includes(certificate.fingerprint) || namesAgency(certificate, 'seal', agency);

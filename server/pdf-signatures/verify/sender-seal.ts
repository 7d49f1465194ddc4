import type { Certificate } from '../crypto/certificates/certificate.ts';
import type { Sender } from '../verification.ts';
import { namesAgency } from './names-agency.ts';
import { describeSigner } from './signer.ts';
import type { CheckedSignature } from './verify-signature.ts';

/**
 * What is wrong with the seals of a file that comes from an agency: it bears those of others only (`seal-of-another`), or persons have
 * signed it and no agency (`seal-missing`; NĐ 30/2020 Điều 5 wants both). Whoever reads that it is signed takes it for the sender's. A
 * file that nobody signed is a matter of its own.
 */
export function faultOfSeal(
  checked: readonly CheckedSignature[],
  sender: Sender,
): 'seal-of-another' | 'seal-missing' | undefined {
  const signers = checked.flatMap(({ kind, signer }) => (kind === 'signature' && signer !== undefined ? [signer] : []));
  if (signers.length === 0 || signers.some((one) => isSealOf(one, sender))) return undefined;
  return signers.some(isAgencys) ? 'seal-of-another' : 'seal-missing';
}

const isAgencys = (certificate: Certificate): boolean => describeSigner(certificate).isAgency;

/** By a certificate enrolled for the sender, or by the name in one that is an agency's. */
const isSealOf = (certificate: Certificate, { agency, seals }: Sender): boolean =>
  seals.includes(certificate.fingerprint) || (isAgencys(certificate) && namesAgency(certificate, 'seal', agency));

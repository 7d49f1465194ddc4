import type { CertificatePath } from '../crypto/certificates/certificate-path.ts';
import type { RevocationData } from '../crypto/certificates/revocation.ts';
import { oid } from '../crypto/oids.ts';
import type { SignatureLevel } from '../verification.ts';
import { revocationReasons, type SigningTime } from './judge-trust.ts';
import type { CheckedSignature } from './verify-signature.ts';

export interface LevelRequest {
  readonly signature: CheckedSignature;
  readonly path: CertificatePath;
  readonly time: SigningTime;
  /** Revocation data that the file itself brings. */
  readonly store: RevocationData;
  /** Trusted document timestamps that cover the signature, oldest first. */
  readonly laterTimestamps: readonly CheckedSignature[];
  /** Index of the revision that first holds the security store; Infinity without one. */
  readonly storeRevision: number;
}

/** The PAdES baseline level whose every part was verified (ETSI EN 319 142-1 §6); presence alone counts nothing. */
export function signatureLevel(request: LevelRequest): SignatureLevel {
  const { signature, path, time, store, laterTimestamps, storeRevision } = request;
  if (!isBasic(signature)) return 'none';
  if (time.proven === undefined) return 'B-B';
  const complete = (of: CertificatePath): boolean => revocationReasons(of, store, time, false).length === 0;
  const tokens = [signature.timestamp?.path, ...laterTimestamps.slice(0, -1).map(({ timestamp }) => timestamp?.path)];
  const covered = tokens.every((of) => of === undefined || of.certificates.length === 1 || complete(of));
  if (path.reasons.includes('untrusted-root') || !complete(path) || !covered) return 'B-T';
  return laterTimestamps.some(({ found }) => found.revision > storeRevision || found.revision === storeRevision)
    ? 'B-LTA'
    : 'B-LT';
}

function isBasic({ subFilter, data, intact, reasons }: CheckedSignature): boolean {
  if (subFilter !== 'ETSI.CAdES.detached' || data === undefined || !intact) return false;
  const attributes = data.signedAttributes;
  return (
    attributes.has(oid.signingCertificateV2) &&
    !attributes.has(oid.signingCertificate) &&
    !attributes.has(oid.signingTime) &&
    !reasons.includes('sha1') &&
    !reasons.includes('weak-algorithm')
  );
}

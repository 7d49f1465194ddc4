import type { Certificate } from '../crypto/certificates/certificate.ts';
import { type CertificatePath, certificatePath } from '../crypto/certificates/certificate-path.ts';
import { type RevocationData, type RevocationStatus, revocationStatus } from '../crypto/certificates/revocation.ts';
import type { Trust } from '../crypto/certificates/trust-list.ts';
import type { ReasonCode } from '../verification.ts';

/** What is known about the time of a signature. */
export interface SigningTime {
  /** A moment by which the signature existed, proven by a trusted timestamp. */
  readonly proven: Date | undefined;
  /** What the signer's computer claimed. */
  readonly claimed: Date | undefined;
  /** The moment of judging, when nothing is proven. */
  readonly at: Date;
}

export interface TrustRequest {
  readonly signer: Certificate;
  readonly certificates: readonly Certificate[];
  readonly trust: Trust;
  readonly revocation: RevocationData;
  readonly time: SigningTime;
  readonly softRevocation: boolean;
}

export interface TrustVerdict {
  readonly path: CertificatePath;
  readonly reasons: readonly ReasonCode[];
}

/** Judges a signer's certificate: path to the trust list, validity and revocation at the best time of signing. */
export function judgeTrust(request: TrustRequest): TrustVerdict {
  const { signer, trust, certificates, time } = request;
  const at = time.proven ?? time.at;
  const others = [...trust.intermediates, ...certificates];
  const path = certificatePath({ leaf: signer, anchors: trust.anchors, others, at, purpose: 'document' });
  const reasons = path.reasons.map((reason) => (reason === 'certificate-expired' ? expiry(signer, time) : reason));
  if (!reasons.includes('certificate-expired') && time.proven !== undefined && time.at > signer.notAfter) {
    reasons.push('expired-since-signing');
  }
  return { path, reasons: [...reasons, ...revocationReasons(path, request.revocation, time, request.softRevocation)] };
}

/**
 * How a certificate fails that is outside its validity when judged: surely not valid when a proven time lies before its beginning or even
 * the time the signer claims lies outside; only expired when the signature may have been made in time and no timestamp proves it.
 */
function expiry(signer: Certificate, { proven, claimed }: SigningTime): ReasonCode {
  const within = (moment: Date): boolean => moment >= signer.notBefore && moment <= signer.notAfter;
  if (proven !== undefined && proven < signer.notBefore) return 'certificate-not-valid-when-signed';
  return claimed === undefined || within(claimed) ? 'certificate-expired' : 'certificate-not-valid-when-signed';
}

/**
 * Revocation of every certificate of a path but its anchor, at a moment. What the operator took back counts as revoked wherever it stands
 * in the path, the anchor too.
 */
export function statusesIn(
  { certificates, reasons }: CertificatePath,
  data: RevocationData,
  at: Date,
): RevocationStatus[] {
  if (reasons.includes('untrusted-root')) return [];
  return certificates.flatMap((certificate, index): RevocationStatus[] => {
    const since = data.withdrawn?.get(certificate.fingerprint);
    const own: RevocationStatus[] = since === undefined ? [] : [{ status: 'revoked', since }];
    const issuer = certificates[index + 1];
    if (issuer === undefined) return own;
    const status = revocationStatus(certificate, issuer, data, at);
    data.asked?.(certificate, issuer, status, at);
    return [...own, status];
  });
}

/** What revocation means for a signature made at that time. */
export function revocationReasons(
  path: CertificatePath,
  data: RevocationData,
  time: SigningTime,
  soft: boolean,
): ReasonCode[] {
  const reasons = new Set<ReasonCode>();
  for (const status of statusesIn(path, data, time.proven ?? time.at)) {
    if (status.status === 'unknown') reasons.add(soft ? 'revocation-not-checked' : 'no-revocation-data');
    if (status.status === 'revoked') reasons.add(weighRevocation(status.since, time));
  }
  return [...reasons];
}

function weighRevocation(since: Date, { proven, claimed, at }: SigningTime): ReasonCode {
  if (proven !== undefined) return since > proven ? 'revoked-since-signing' : 'revoked';
  if (since > at) return 'revoked-since-signing';
  return claimed !== undefined && claimed < since ? 'revoked-without-proof-of-time' : 'revoked';
}

import { readCertificate } from './certificates/certificate.ts';
import type { CmsAlgorithms } from './cms-algorithms.ts';
import { der, derOctets, derOidOf, derSequenceOf, derSetOf, derUnsigned, derUtcTime } from './der-writer.ts';
import { signingCertificateV2 } from './ess.ts';
import { oid } from './oids.ts';

/** A certificate with the ones above it, leaf first, root optional; all DER. */
export interface CertificateChain {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/**
 * Signed attributes of a detached CMS as the DER SET that is signed: content-type, message-digest, ESS. A signing-time is
 * for CAdES alone; PAdES forbids it (EN 319 142-1; the claimed time is `/M`).
 */
export function signedAttributes(contentDigest: Uint8Array, certificate: Uint8Array, signingTime?: Date): Buffer {
  return derSetOf(
    attribute(oid.contentType, derOidOf(oid.data)),
    attribute(oid.messageDigest, derOctets(contentDigest)),
    attribute(oid.signingCertificateV2, signingCertificateV2(certificate)),
    ...(signingTime === undefined ? [] : [attribute(oid.signingTime, derUtcTime(signingTime))]),
  );
}

const attribute = (type: string, value: Uint8Array): Buffer => derSequenceOf(derOidOf(type), derSetOf(value));

/**
 * A detached CMS SignedData (RFC 5652) with one signer over the attributes that were signed; certificates byte for byte.
 * A timestamp token over the value becomes an unsigned attribute (RFC 3161 appendix A).
 */
export function detachedCms(
  { certificate, chain }: CertificateChain,
  algorithms: Pick<CmsAlgorithms, 'digestAlgorithm' | 'signatureAlgorithm'>,
  attributes: Uint8Array,
  value: Uint8Array,
  timestamp?: Uint8Array,
): Buffer {
  const { issuer, serial } = readCertificate(certificate);
  const implicitAttributes = Buffer.from(attributes);
  implicitAttributes[0] = 0xa0; // [0] IMPLICIT in the structure, SET OF when hashed
  const version = derUnsigned(Buffer.of(1));
  const signerInfo = derSequenceOf(
    version,
    derSequenceOf(issuer, der(0x02, serial)),
    algorithms.digestAlgorithm,
    implicitAttributes,
    algorithms.signatureAlgorithm,
    derOctets(value),
    ...(timestamp === undefined ? [] : [der(0xa1, attribute(oid.signatureTimeStamp, timestamp))]),
  );
  const signedData = derSequenceOf(
    version,
    derSetOf(algorithms.digestAlgorithm),
    derSequenceOf(derOidOf(oid.data)),
    der(0xa0, ...[certificate, ...chain].toSorted(Buffer.compare)),
    derSetOf(signerInfo),
  );
  return derSequenceOf(derOidOf(oid.signedData), der(0xa0, signedData));
}

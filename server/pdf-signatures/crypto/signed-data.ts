import { createHash } from 'node:crypto';
import type { ReasonCode } from '../verification.ts';
import { type Certificate, publicKeyOf, tryReadCertificate } from './certificates/certificate.ts';
import {
  contextTag,
  type DerValue,
  derBytes,
  derChildren,
  derContent,
  derOctets,
  derOid,
  derSequence,
  derTag,
  expectDer,
  notDer,
  readDer,
} from './der-reader.ts';
import { oid } from './oids.ts';
import { hashOf, type SignatureAlgorithm, signatureAlgorithm, verifySignature } from './signature-algorithm.ts';

const algorithmProtection = '1.2.840.113549.1.9.52'; // RFC 6211

/** A CMS SignedData with its one signer, read but not yet verified. */
export interface SignedData {
  readonly contentType: string;
  /** The content it encapsulates; none when the signature is detached. */
  readonly content: Buffer | undefined;
  readonly certificates: readonly Certificate[];
  readonly signer: Certificate | undefined;
  readonly digest: string;
  readonly algorithm: SignatureAlgorithm;
  readonly signedAttributes: ReadonlyMap<string, DerValue>;
  /** The signed attributes as they are hashed: DER SET OF, tag 0x31 (RFC 5652 §5.4). */
  readonly signedBytes: Buffer;
  readonly value: Buffer;
  readonly unsignedAttributes: ReadonlyMap<string, DerValue>;
  /** Unsigned attributes that are not what their type promises; tolerated, since nothing rests on them. */
  readonly malformedUnsigned: boolean;
}

/**
 * Reads a CMS SignedData (RFC 5652) with exactly one SignerInfo and signed attributes. Behind it only zeros may stand:
 * the padding of a PDF's `/Contents`.
 */
export function readSignedData(der: Uint8Array): SignedData {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const outer = readDer(bytes);
  for (let at = outer.end; at < bytes.length; at += 1)
    if (bytes[at] !== 0) throw notDer('Something stands behind the signature');
  const [type, wrapped] = derSequence(outer);
  if (derOid(type) !== oid.signedData) throw notDer('No SignedData');
  const [, , encapsulated, ...rest] = derSequence(derChildren(expectDer(wrapped, contextTag(0)))[0]);
  const [contentType, explicit] = derSequence(encapsulated);
  const certificates = rest.find(({ tag }) => tag === contextTag(0));
  const signerInfos = derChildren(expectDer(rest.at(-1), derTag.set));
  if (signerInfos.length !== 1) throw notDer('There must be exactly one signer');
  const known =
    certificates === undefined ? [] : derChildren(certificates).map((part) => tryReadCertificate(derBytes(part)));
  const readable = known.filter((certificate) => certificate !== undefined);
  return {
    contentType: derOid(contentType),
    content: explicit === undefined ? undefined : encapsulatedContent(explicit),
    certificates: readable,
    ...readSignerInfo(signerInfos[0], readable),
  };
}

/** The one content of an EncapsulatedContentInfo (RFC 5652 §5.2): a second one would be another reader's first. */
function encapsulatedContent(explicit: DerValue): Buffer {
  const [content, ...more] = derChildren(expectDer(explicit, contextTag(0)));
  if (more.length > 0) throw notDer('There are two contents');
  return derOctets(content);
}

type SignerInfo = Omit<SignedData, 'contentType' | 'content' | 'certificates'>;

function readSignerInfo(info: DerValue | undefined, certificates: readonly Certificate[]): SignerInfo {
  const [, identifier, digestAlgorithm, attributes, algorithm, value, unsigned] = derSequence(info);
  const signed = expectDer(attributes, contextTag(0));
  const signedBytes = Buffer.from(derBytes(signed));
  signedBytes[0] = derTag.set;
  const digest = hashOf(digestAlgorithm);
  const signedAttributes = new Map<string, DerValue>();
  for (const attribute of derChildren(signed)) {
    const [type, values] = derSequence(attribute);
    const name = derOid(type);
    if (signedAttributes.has(name)) throw notDer('A signed attribute stands twice');
    const [single, ...more] = derChildren(expectDer(values, derTag.set));
    if (single === undefined || more.length > 0) throw notDer('A signed attribute must have one value');
    signedAttributes.set(name, single);
  }
  const read = signatureAlgorithm(derBytes(expectDer(algorithm, derTag.sequence)), digest);
  if (read.hash !== digest) throw notDer('The digest is not the one that was signed');
  checkAlgorithmProtection(signedAttributes.get(algorithmProtection), digestAlgorithm, algorithm);
  return {
    signer: certificates.find((certificate) => names(identifier, certificate)),
    digest,
    algorithm: read,
    signedAttributes,
    signedBytes,
    value: derContent(expectDer(value, derTag.octetString)),
    ...readUnsigned(unsigned),
  };
}

/** Whether a SignerIdentifier means a certificate: by issuer and serial, or by subject key identifier. */
function names(identifier: DerValue | undefined, certificate: Certificate): boolean {
  if (identifier?.tag === 0x80) {
    const extension = certificate.extensions.get('2.5.29.14');
    return extension !== undefined && derContent(readDer(extension.value)).equals(derContent(identifier));
  }
  const [issuer, serial] = derSequence(identifier);
  return (
    certificate.issuer.equals(derBytes(expectDer(issuer, derTag.sequence))) &&
    certificate.serial.equals(derContent(expectDer(serial, derTag.integer)))
  );
}

function checkAlgorithmProtection(
  attribute: DerValue | undefined,
  digest: DerValue | undefined,
  signature: DerValue | undefined,
): void {
  if (attribute === undefined || digest === undefined || signature === undefined) return;
  const [protectedDigest, protectedSignature] = derSequence(attribute);
  const same = (a: DerValue | undefined, b: DerValue): boolean =>
    a !== undefined && derContent(a).equals(derContent(b));
  if (
    !same(protectedDigest, digest) ||
    (protectedSignature?.tag === contextTag(1) && !same(protectedSignature, signature))
  ) {
    throw notDer('The algorithms are not the protected ones');
  }
}

/** One building of signing software adds an unsigned attribute that is no DER: what is readable is read, the rest is reported. */
function readUnsigned(unsigned: DerValue | undefined): Pick<SignedData, 'unsignedAttributes' | 'malformedUnsigned'> {
  const unsignedAttributes = new Map<string, DerValue>();
  let malformedUnsigned = false;
  if (unsigned?.tag === contextTag(1)) {
    for (let at = unsigned.content; at < unsigned.contentEnd; ) {
      try {
        const attribute = readDer(unsigned.bytes, at, unsigned.contentEnd);
        at = attribute.end;
        const [type, values] = derSequence(attribute);
        const [first] = derChildren(expectDer(values, derTag.set));
        const name = derOid(type);
        if (first === undefined || unsignedAttributes.has(name)) malformedUnsigned = true;
        else unsignedAttributes.set(name, first);
      } catch {
        malformedUnsigned = true;
        break;
      }
    }
  }
  return { unsignedAttributes, malformedUnsigned };
}

/** What the signature itself proves, before any question of trust: the reasons against it, none when it is intact. */
export function checkSignature(data: SignedData, contentDigest: Buffer): ReasonCode[] {
  const { signer, signedAttributes } = data;
  if (signer === undefined) return ['signer-certificate-missing'];
  const reasons: ReasonCode[] = [];
  const contentType = signedAttributes.get(oid.contentType);
  if (contentType === undefined || derOid(contentType) !== data.contentType) reasons.push('cms-malformed');
  const messageDigest = signedAttributes.get(oid.messageDigest);
  if (messageDigest === undefined || messageDigest.tag !== derTag.octetString) reasons.push('cms-malformed');
  else if (!derContent(messageDigest).equals(contentDigest)) reasons.push('digest-mismatch');
  if (!verifiesValue(data, signer)) reasons.push('signature-value-wrong');
  return [...reasons, ...checkSigningCertificate(data, signer)];
}

function verifiesValue(data: SignedData, signer: Certificate): boolean {
  try {
    return verifySignature(data.algorithm, publicKeyOf(signer), data.signedBytes, data.value);
  } catch {
    return false; // a key or value that node:crypto cannot even read
  }
}

/** The ESS attributes bind the signature to one certificate (RFC 5035 §3, RFC 2634 §5.4); without one it is only reported. */
function checkSigningCertificate(data: SignedData, signer: Certificate): ReasonCode[] {
  const v2 = data.signedAttributes.get(oid.signingCertificateV2);
  const v1 = data.signedAttributes.get(oid.signingCertificate);
  if (v1 === undefined && v2 === undefined) return ['no-signing-certificate-attribute'];
  const bound =
    (v2 === undefined || bindsTo(v2, signer, 'sha256')) && (v1 === undefined || bindsTo(v1, signer, 'sha1'));
  return bound ? [] : ['signing-certificate-mismatch'];
}

function bindsTo(attribute: DerValue, signer: Certificate, standard: 'sha1' | 'sha256'): boolean {
  try {
    const [certs] = derSequence(attribute);
    const parts = derSequence(derSequence(certs)[0]);
    const named = standard === 'sha256' && parts[0]?.tag === derTag.sequence;
    const hash = named ? hashOf(parts[0]) : standard;
    const [value, issuerSerial] = named ? parts.slice(1) : parts;
    const expected = createHash(hash).update(signer.der).digest();
    if (!derContent(expectDer(value, derTag.octetString)).equals(expected)) return false;
    return issuerSerial === undefined || isIssuerSerialOf(issuerSerial, signer);
  } catch {
    return false;
  }
}

/** IssuerSerial of ESS: GeneralNames with one directoryName, and the serial number. */
function isIssuerSerialOf(issuerSerial: DerValue, signer: Certificate): boolean {
  const [generalNames, serial] = derSequence(issuerSerial);
  const [name] = derSequence(generalNames);
  const directoryName = derChildren(expectDer(name, contextTag(4)))[0];
  return (
    directoryName !== undefined &&
    derBytes(directoryName).equals(signer.issuer) &&
    derContent(expectDer(serial, derTag.integer)).equals(signer.serial)
  );
}

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { foldName } from '../../../platform/text/fold.ts';
import { payForCertificate } from '../check-budget.ts';
import {
  contextTag,
  type DerValue,
  derBits,
  derBytes,
  derChildren,
  derContent,
  derOid,
  derSequence,
  derSmallInteger,
  derTag,
  derText,
  derTime,
  expectDer,
  readDer,
} from '../der-reader.ts';

/** Where keys may be used (RFC 5280 §4.2.1.3), by bit number. */
export const keyUsage = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

export interface Extension {
  readonly critical: boolean;
  readonly value: Buffer;
}

/** One attribute of a distinguished name: its type as dotted text, its value as text. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** What verification needs of an X.509 certificate; the DER it came from stays the truth. */
export interface Certificate {
  readonly der: Buffer;
  readonly fingerprint: string;
  readonly serial: Buffer;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly subjectName: readonly NameAttribute[];
  readonly issuerName: readonly NameAttribute[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKeyInfo: Buffer;
  readonly tbs: Buffer;
  readonly signatureAlgorithm: Buffer;
  readonly signature: Buffer;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** Reads a certificate; refuses what is not exactly one (RFC 5280 §4.1). */
export function readCertificate(der: Uint8Array): Certificate {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const outer = readDer(bytes);
  if (outer.end !== bytes.length) throw new Error('Something stands behind the certificate');
  const [tbs, algorithm, signature] = derSequence(outer);
  const fields = derSequence(tbs);
  const versioned = fields[0]?.tag === contextTag(0) ? 1 : 0;
  const [serial, inner, issuer, validity, subject, publicKeyInfo] = fields.slice(versioned);
  const [notBefore, notAfter] = derSequence(validity);
  const own = derBytes(outer);
  const outerAlgorithm = derBytes(expectDer(algorithm, derTag.sequence));
  if (!derBytes(expectDer(inner, derTag.sequence)).equals(outerAlgorithm)) throw new Error('Two signature algorithms');
  return {
    der: own,
    fingerprint: createHash('sha256').update(own).digest('hex'),
    serial: derContent(expectDer(serial, derTag.integer)),
    issuer: derBytes(expectDer(issuer, derTag.sequence)),
    subject: derBytes(expectDer(subject, derTag.sequence)),
    issuerName: nameAttributes(issuer),
    subjectName: nameAttributes(subject),
    notBefore: derTime(notBefore),
    notAfter: derTime(notAfter),
    publicKeyInfo: derBytes(expectDer(publicKeyInfo, derTag.sequence)),
    tbs: derBytes(expectDer(tbs, derTag.sequence)),
    signatureAlgorithm: outerAlgorithm,
    signature: derBits(signature),
    extensions: readExtensions(fields.find(({ tag }) => tag === contextTag(3))),
  };
}

const mostRemembered = 1_000;
const remembered = new Map<string, Certificate>();

/**
 * The certificate, or undefined when the bytes are none: what a file carries may be anything. The same few certificates
 * come again and again, so the latest are remembered with their keys, whose making costs more than a verification.
 */
export function tryReadCertificate(der: Uint8Array): Certificate | undefined {
  const fingerprint = createHash('sha256').update(der).digest('hex');
  const known = remembered.get(fingerprint);
  if (known !== undefined) return known;
  payForCertificate();
  try {
    const certificate = readCertificate(Uint8Array.from(der));
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(fingerprint, certificate);
    return certificate;
  } catch {
    return undefined;
  }
}

function readExtensions(explicit: DerValue | undefined): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const extension of explicit === undefined ? [] : derSequence(derChildren(explicit)[0])) {
    const [id, ...rest] = derSequence(extension);
    const flag = rest.find(({ tag }) => tag === derTag.boolean);
    const value = rest.find(({ tag }) => tag === derTag.octetString);
    const name = derOid(id);
    if (extensions.has(name)) throw new Error('An extension stands twice');
    const critical = flag !== undefined && derContent(flag)[0] === 0xff;
    extensions.set(name, { critical, value: derContent(expectDer(value, derTag.octetString)) });
  }
  return extensions;
}

/** The attributes of a distinguished name, in order. */
export function nameAttributes(name: DerValue | undefined): NameAttribute[] {
  return derSequence(name).flatMap((set) =>
    derChildren(expectDer(set, derTag.set)).map((attribute) => {
      const [type, value] = derSequence(attribute);
      return { type: derOid(type), value: value === undefined ? '' : derText(value) };
    }),
  );
}

/** The last value of an attribute type in a name: the most specific one. */
export const attributeOf = (name: readonly NameAttribute[], type: string): string | undefined =>
  name.findLast((attribute) => attribute.type === type)?.value;

/** Whether two names are one, in whatever letters and spaces they are written (RFC 5280 §7.1). */
export function isSameName(one: readonly NameAttribute[], other: readonly NameAttribute[]): boolean {
  return one.length > 0 && one.length === other.length && foldedName(one) === foldedName(other);
}

const foldedNames = new WeakMap<readonly NameAttribute[], string>();

/** Folded once: a trust list is gone through for each certificate of a path. */
function foldedName(name: readonly NameAttribute[]): string {
  const known = foldedNames.get(name);
  if (known !== undefined) return known;
  const folded = JSON.stringify(name.map(({ type, value }) => [type, foldName(value)]));
  foldedNames.set(name, folded);
  return folded;
}

export const nameType = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  surname: '2.5.4.4',
  givenName: '2.5.4.42',
  serialNumber: '2.5.4.5',
  organizationIdentifier: '2.5.4.97',
  userId: '0.9.2342.19200300.100.1.1',
} as const;

const keys = new WeakMap<Certificate, KeyObject>();

/** The public key of a certificate, made once. */
export function publicKeyOf(certificate: Certificate): KeyObject {
  const known = keys.get(certificate);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: certificate.publicKeyInfo, format: 'der', type: 'spki' });
  keys.set(certificate, key);
  return key;
}

/** Key usage bits; undefined when the certificate does not restrict them. */
export function keyUsageOf(certificate: Certificate): ((bit: number) => boolean) | undefined {
  const extension = certificate.extensions.get('2.5.29.15');
  if (extension === undefined) return undefined;
  const bits = derContent(expectDer(readDer(extension.value), derTag.bitString)).subarray(1);
  return (bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}

/** Extended key usages as dotted texts; undefined when the certificate does not restrict them. */
export function extendedKeyUsageOf(certificate: Certificate): string[] | undefined {
  const extension = certificate.extensions.get('2.5.29.37');
  return extension === undefined ? undefined : derSequence(readDer(extension.value)).map(derOid);
}

/** What names its key: the subject key identifier (RFC 5280 §4.2.1.2). */
export function subjectKeyIdOf(certificate: Certificate): Buffer | undefined {
  return identifierIn(certificate, '2.5.29.14', (value) => expectDer(value, derTag.octetString));
}

/** What names the key that signed it: the authority key identifier (RFC 5280 §4.2.1.1). */
export function authorityKeyIdOf(certificate: Certificate): Buffer | undefined {
  return identifierIn(certificate, '2.5.29.35', (value) => derSequence(value).find(({ tag }) => tag === 0x80));
}

function identifierIn(
  { extensions }: Certificate,
  id: string,
  find: (value: DerValue) => DerValue | undefined,
): Buffer | undefined {
  const extension = extensions.get(id);
  if (extension === undefined) return undefined;
  try {
    const found = find(readDer(extension.value));
    return found && derContent(found);
  } catch {
    return undefined; // identifiers only help to find the way
  }
}

/** Whether it may issue certificates, and how many issuers may follow below it. */
export function basicConstraintsOf(certificate: Certificate): { ca: boolean; pathLength?: number } {
  const extension = certificate.extensions.get('2.5.29.19');
  if (extension === undefined) return { ca: false };
  const [flag, length] = derSequence(readDer(extension.value));
  const ca = flag?.tag === derTag.boolean && derContent(flag)[0] === 0xff;
  return length === undefined ? { ca } : { ca, pathLength: derSmallInteger(length) };
}

/** The public key bits, whose hash names an issuer in OCSP (RFC 6960 §4.1.1). */
export function publicKeyBits(certificate: Certificate): Buffer {
  return derBits(derSequence(readDer(certificate.publicKeyInfo))[1]);
}

import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import { readCertificate } from '../../server/pdf-signatures/crypto/certificates/certificate.ts';
import {
  der,
  derNull,
  derOctets,
  derOidOf,
  derSequenceOf,
  derSetOf,
  derUnsigned,
  derUtcTime,
} from '../../server/pdf-signatures/crypto/der-writer.ts';
import { oid } from '../../server/pdf-signatures/crypto/oids.ts';

/* Certificates with any extension, right or wrong, written octet by octet: no library that would refuse to write them. */

export interface CertificateRequest {
  readonly name: string;
  /** Organisation in front of the common name. */
  readonly organization?: string;
  /** Who issues it; itself when nobody does. */
  readonly issuer?: DemoKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Uint8Array[];
}

/** A P-256 key with a certificate of its own. */
export function aCertificate(request: CertificateRequest): DemoKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { issuer } = request;
  const subject = nameOf(request.name, request.organization);
  const algorithm = algorithmOf(issuer?.privateKey ?? privateKey);
  const tbs = derSequenceOf(
    der(0xa0, derUnsigned(Buffer.of(2))),
    derUnsigned(Buffer.concat([Buffer.of(0x4d), randomBytes(12)])),
    algorithm,
    issuer === undefined ? subject : subjectOf(issuer.certificate),
    derSequenceOf(derUtcTime(request.notBefore), derUtcTime(request.notAfter)),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, derSequenceOf(...request.extensions)),
  );
  const value = sign('sha256', tbs, issuer?.privateKey ?? privateKey);
  const certificate = derSequenceOf(tbs, algorithm, bits(0, value));
  const chain = issuer === undefined ? [] : [issuer.certificate, ...issuer.chain];
  return { commonName: request.name, privateKey, certificate, chain };
}

const bits = (unused: number, content: Uint8Array): Buffer => der(0x03, Buffer.of(unused), content);
const flag = (value: boolean): Buffer => der(0x01, Buffer.of(value ? 0xff : 0));
const small = (value: number): Buffer => derUnsigned(Buffer.of(value));

const algorithmOf = ({ asymmetricKeyType }: KeyObject): Buffer =>
  asymmetricKeyType === 'ec'
    ? derSequenceOf(derOidOf(oid.ecdsaWithSha256))
    : derSequenceOf(derOidOf(oid.sha256WithRsa), derNull);

const subjectOf = (certificate: Uint8Array): Buffer => readCertificate(certificate).subject;

/** A distinguished name, as certificates and name constraints hold it. */
export function nameOf(commonName: string | undefined, organization: string | undefined): Buffer {
  const part = (type: string, value: string | undefined): Buffer[] =>
    value === undefined ? [] : [derSetOf(derSequenceOf(derOidOf(type), der(0x0c, Buffer.from(value))))];
  return derSequenceOf(...part('2.5.4.10', organization), ...part('2.5.4.3', commonName));
}

/** One extension (RFC 5280 §4.2), critical unless said otherwise. */
export const extension = (id: string, value: Uint8Array, critical = true): Buffer =>
  derSequenceOf(derOidOf(id), ...(critical ? [flag(true)] : []), derOctets(value));

export const basicConstraints = (ca: boolean, pathLength?: number): Buffer =>
  extension(
    '2.5.29.19',
    derSequenceOf(...(ca ? [flag(true)] : []), ...(pathLength === undefined ? [] : [small(pathLength)])),
  );

/** Key usage from its bit numbers: 0 digitalSignature, 1 nonRepudiation, 2 keyEncipherment, 5 keyCertSign, 6 cRLSign. */
export const usages = (...numbers: readonly number[]): Buffer =>
  extension('2.5.29.15', bits(0, Buffer.of(numbers.reduce((byte, number) => byte | (0x80 >> number), 0))));

export const extendedUsages = (...ids: readonly string[]): Buffer =>
  extension('2.5.29.37', derSequenceOf(...ids.map(derOidOf)));

/** GeneralName of a directory name or a mail address, to constrain or to name. */
export const directoryName = (name: Uint8Array): Buffer => der(0xa4, name);
export const mailName = (address: string): Buffer => der(0x81, Buffer.from(address));
export const uriName = (uri: string): Buffer => der(0x86, Buffer.from(uri));

export const alternativeNames = (...names: readonly Uint8Array[]): Buffer =>
  extension('2.5.29.17', derSequenceOf(...names), false);

export function nameConstraints(lists: {
  permitted?: readonly Uint8Array[];
  excluded?: readonly Uint8Array[];
}): Buffer {
  const trees = (tag: number, names: readonly Uint8Array[] | undefined): Buffer[] =>
    names === undefined ? [] : [der(tag, ...names.map((name) => derSequenceOf(name)))];
  return extension('2.5.29.30', derSequenceOf(...trees(0xa0, lists.permitted), ...trees(0xa1, lists.excluded)));
}

export const anyPolicy = '2.5.29.32.0';

export const policies = (...ids: readonly string[]): Buffer =>
  extension('2.5.29.32', derSequenceOf(...ids.map((id) => derSequenceOf(derOidOf(id)))), false);

/** From how many certificates further down a policy must be named (RFC 5280 §4.2.1.11). */
export const requireExplicitPolicy = (skip: number): Buffer =>
  extension('2.5.29.36', derSequenceOf(der(0x80, Buffer.of(skip))));

export const inhibitAnyPolicy = (skip: number): Buffer => extension('2.5.29.54', small(skip));

/** What names the key of a certificate, and the key that signed it (RFC 5280 §4.2.1.1–2). */
export const subjectKeyId = (id: string): Buffer => extension('2.5.29.14', derOctets(Buffer.from(id)), false);
export const authorityKeyId = (id: string): Buffer =>
  extension('2.5.29.35', derSequenceOf(der(0x80, Buffer.from(id))), false);

/** The key of a TLS server by its name, in PEM, with the certificate of the authority that issued it. */
export function aServerKey(name: string): { readonly key: string; readonly cert: string; readonly authority: string } {
  const since = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') };
  const issuer = aCertificate({ ...since, name: 'Sao Mai CA', extensions: [basicConstraints(true), usages(5, 6)] });
  const server = aCertificate({
    ...since,
    ...{ name, issuer },
    extensions: [usages(0), extendedUsages('1.3.6.1.5.5.7.3.1'), alternativeNames(der(0x82, Buffer.from(name)))],
  });
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: pemOf(server), authority: pemOf(issuer) };
}

function pemOf({ certificate }: DemoKey): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;
}

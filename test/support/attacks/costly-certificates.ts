import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import {
  der,
  derNull,
  derOidOf,
  derSequenceOf,
  derUnsigned,
  derUtcTime,
} from '../../../server/pdf-signatures/crypto/der-writer.ts';
import { oid } from '../../../server/pdf-signatures/crypto/oids.ts';
import { addValidationData } from '../../../server/pdf-signatures/produce/add-validation-data.ts';
import { basicConstraints, nameOf, usages } from '../certificates.ts';
import { signed, signingTime } from '../signing.ts';
import type { Attack } from './attacks.ts';

/* Files whose signatures name issuers that fit by name only: whoever looks for the right one checks a signature with each of their keys. */

const year = 365 * 24 * 3600_000;
const authority = nameOf('Cấp', undefined);
const algorithms = {
  rsa: derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
  ec: derSequenceOf(derOidOf('1.2.840.10045.4.3.4')),
};

interface Forged {
  readonly subject: Uint8Array;
  readonly publicKeyInfo: Uint8Array;
  readonly kind: keyof typeof algorithms;
  readonly isIssuer: boolean;
}

/** A certificate as of `authority`, whose signature verifies with no key but is checked with any. */
function forgedCertificate({ subject, publicKeyInfo, kind, isIssuer }: Forged): Buffer {
  const tbs = derSequenceOf(
    der(0xa0, derUnsigned(Buffer.of(2))),
    derUnsigned(randomBytes(12)),
    algorithms[kind],
    authority,
    derSequenceOf(
      derUtcTime(new Date(signingTime.getTime() - year)),
      derUtcTime(new Date(signingTime.getTime() + year)),
    ),
    subject,
    publicKeyInfo,
    der(0xa3, derSequenceOf(basicConstraints(isIssuer), isIssuer ? usages(5, 6) : usages(0, 1))),
  );
  const half = derUnsigned(randomBytes(60));
  const value = kind === 'ec' ? derSequenceOf(half, half) : Buffer.concat([Buffer.of(0), randomBytes(383)]);
  return derSequenceOf(tbs, algorithms[kind], der(0x03, Buffer.of(0), value));
}

/** A signer of that kind of issuer, who has a key to sign with. */
function aSigner(kind: Forged['kind'], chain: readonly Uint8Array[]): DemoKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const subject = nameOf('Lê Thị Hồng Nhung', undefined);
  const certificate = forgedCertificate({ subject, publicKeyInfo, kind, isIssuer: false });
  return { commonName: 'Lê Thị Hồng Nhung', privateKey, certificate, chain };
}

/** An RSA key of 3,070 bits with a public exponent as long: one check takes 7 ms, two hundred times as long as an honest one. */
function rsaKeyInfo(): Buffer {
  const number = (): string => {
    const bytes = randomBytes(384);
    bytes.writeUInt8(0x3f, 0);
    bytes.writeUInt8(bytes.readUInt8(383) | 1, 383);
    return bytes.toString('base64url');
  };
  const modulus = number();
  const [exponent] = [number(), number()].sort();
  const key = createPublicKey({ key: { kty: 'RSA', n: modulus, e: exponent ?? '' }, format: 'jwk' });
  return key.export({ type: 'spki', format: 'der' });
}

function ecKeyInfo(namedCurve: string): Buffer {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' });
}

const issuers = (count: number, kind: Forged['kind'], keyInfo: () => Buffer): Buffer[] =>
  Array.from({ length: count }, () =>
    forgedCertificate({ subject: authority, publicKeyInfo: keyInfo(), kind, isIssuer: true }),
  );

async function signedTimes(count: number, pdf: Uint8Array, signer: () => DemoKey): Promise<Uint8Array> {
  let file = pdf;
  for (let index = 0; index < count; index += 1)
    file = await signed(file, signer(), { field: `K${index}`, newField: {} });
  return file;
}

const bomb = (name: string, make: Attack['make']): Attack => ({ class: 'bomb', name, make });

/** Signatures, each with 199 issuers whose keys are slow: with eight (3.6 MB) once ten seconds of checking. */
export async function withSlowIssuers(pdf: Uint8Array, signatures: number): Promise<Uint8Array> {
  const chain = issuers(199, 'rsa', rsaKeyInfo);
  return await signedTimes(signatures, pdf, () => aSigner('rsa', chain));
}

/** Signatures, for each of which sixty issuers could be right; these lie in the store of the file, for all its signatures. */
export async function withManyIssuers(
  pdf: Uint8Array,
  signatures: number,
  curve: 'prime256v1' | 'secp521r1',
): Promise<Uint8Array> {
  const file = await signedTimes(signatures, pdf, () => aSigner('ec', []));
  const nothing = { certificates: [], crls: [], ocsps: [] };
  const keyInfo = (): Buffer => ecKeyInfo(curve);
  return await addValidationData(file, nothing, { ...nothing, certificates: issuers(60, 'ec', keyInfo) });
}

export const costlyCertificates: readonly Attack[] = [
  bomb('eight signatures, each with 199 issuers whose exponents are as long as their keys', ({ certified }) =>
    withSlowIssuers(certified, 8),
  ),
  bomb('twenty-four signatures, for each of which sixty issuers could be right', ({ certified }) =>
    withManyIssuers(certified, 24, 'secp521r1'),
  ),
];

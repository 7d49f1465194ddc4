import { createHash } from 'node:crypto';
import {
  contextTag,
  type DerValue,
  derBits,
  derBytes,
  derChildren,
  derContent,
  derOid,
  derSequence,
  derTag,
  derTime,
  expectDer,
  readDer,
} from '../der-reader.ts';
import { hashOf, signatureAlgorithm, verifySignature } from '../signature-algorithm.ts';
import { type Certificate, extendedKeyUsageOf, publicKeyBits, publicKeyOf, tryReadCertificate } from './certificate.ts';
import type { RevocationStatement } from './revocation-statement.ts';

const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const ocspSigning = '1.3.6.1.5.5.7.3.9';

/** What an OCSP answer (RFC 6960) says of a certificate; undefined when it speaks of others or nobody entitled signed it. */
export function ocspAnswer(
  der: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
): RevocationStatement | undefined {
  try {
    return readAnswer(Buffer.from(der.buffer, der.byteOffset, der.byteLength), certificate, issuer);
  } catch {
    return undefined;
  }
}

function readAnswer(der: Buffer, certificate: Certificate, issuer: Certificate): RevocationStatement | undefined {
  const [status, explicit] = derSequence(readDer(der));
  if (derContent(expectDer(status, derTag.enumerated))[0] !== 0 || explicit === undefined) return undefined;
  const [type, octets] = derSequence(derChildren(explicit)[0]);
  if (derOid(type) !== basicResponse) return undefined;
  const [data, algorithm, signature, attached] = derSequence(
    readDer(derContent(expectDer(octets, derTag.octetString))),
  );
  const responses = derSequence(data).findLast(({ tag }) => tag === derTag.sequence);
  const single = derSequence(responses).find((response) => isAbout(derSequence(response)[0], certificate, issuer));
  if (single === undefined) return undefined;
  const statement = readStatement(single);
  const tbs = derBytes(expectDer(data, derTag.sequence));
  const responder = responders(attached, issuer, statement.thisUpdate).some((candidate) =>
    verifySignature(
      signatureAlgorithm(derBytes(expectDer(algorithm, derTag.sequence))),
      publicKeyOf(candidate),
      tbs,
      derBits(signature),
    ),
  );
  return responder ? statement : undefined;
}

function isAbout(id: DerValue | undefined, certificate: Certificate, issuer: Certificate): boolean {
  const [algorithm, name, key, serial] = derSequence(id);
  const hash = hashOf(algorithm);
  const same = (value: DerValue | undefined, of: Buffer): boolean =>
    value !== undefined && derContent(value).equals(createHash(hash).update(of).digest());
  return (
    serial !== undefined &&
    derContent(serial).equals(certificate.serial) &&
    same(name, issuer.subject) &&
    same(key, publicKeyBits(issuer))
  );
}

function readStatement(single: DerValue): RevocationStatement {
  const [, status, thisUpdate, ...optional] = derSequence(single);
  const next = optional.find(({ tag }) => tag === contextTag(0));
  const nextUpdate = next === undefined ? undefined : derTime(derChildren(next)[0]);
  const speaks = { thisUpdate: derTime(thisUpdate), nextUpdate };
  if (status?.tag === 0x80) return { ...speaks, revoked: undefined };
  if (status?.tag === contextTag(1)) {
    const [since, explicit] = derChildren(status);
    const reason = explicit === undefined ? undefined : expectDer(derChildren(explicit)[0], derTag.enumerated);
    const given = reason === undefined ? {} : { reason: derContent(reason).readUInt8() };
    return { ...speaks, revoked: { since: derTime(since), ...given } };
  }
  throw new Error('The responder does not know the certificate');
}

/** Who may answer: the issuer itself, or a certificate it issued for this purpose (RFC 6960 §4.2.2.2). */
function responders(attached: DerValue | undefined, issuer: Certificate, at: Date): Certificate[] {
  const certificates =
    attached === undefined
      ? []
      : derSequence(derChildren(attached)[0]).map((part) => tryReadCertificate(derBytes(part)));
  return [
    issuer,
    ...certificates.filter(
      (candidate): candidate is Certificate =>
        candidate?.issuer.equals(issuer.subject) === true &&
        extendedKeyUsageOf(candidate)?.includes(ocspSigning) === true &&
        at >= candidate.notBefore &&
        at <= candidate.notAfter &&
        verifySignature(
          signatureAlgorithm(candidate.signatureAlgorithm),
          publicKeyOf(issuer),
          candidate.tbs,
          candidate.signature,
        ),
    ),
  ];
}

import { createHash } from 'node:crypto';
import type { ReasonCode } from '../verification.ts';
import { type Certificate, publicKeyOf } from './certificates/certificate.ts';
import { type CertificatePath, certificatePath } from './certificates/certificate-path.ts';
import type { Trust } from './certificates/trust-list.ts';
import { derContent, derSequence, derTag, derTime, expectDer, notDer, readDer } from './der-reader.ts';
import { hashOf, weaknessOf } from './signature-algorithm.ts';
import { checkSignature, readSignedData, type SignedData } from './signed-data.ts';

const tstInfo = '1.2.840.113549.1.9.16.1.4';

/** A timestamp (*dấu thời gian*) that was read and judged; `trusted` when its time could be believed when it was given. */
export interface TimestampVerdict {
  readonly time: Date | undefined;
  readonly trusted: boolean;
  readonly reasons: readonly ReasonCode[];
  readonly data: SignedData | undefined;
  readonly path: CertificatePath | undefined;
  readonly imprintHash: string;
  /** Its own signature, or that under its authority's certificate, was made with SHA-1. */
  readonly signedWithSha1: boolean;
}

/**
 * Verifies a timestamp token (RFC 3161 §2.4.2, RFC 5816): its imprint against what it stamps, its signature, its
 * authority's certificate at the stamped time up to a trusted root.
 */
export function verifyTimestampToken(
  token: Uint8Array,
  imprintOf: (hash: string) => Buffer,
  trust: Trust,
  certificates: readonly Certificate[],
): TimestampVerdict {
  try {
    return verifyToken(readSignedData(token), imprintOf, trust, certificates);
  } catch {
    return {
      time: undefined,
      trusted: false,
      reasons: ['timestamp-broken'],
      data: undefined,
      path: undefined,
      imprintHash: '',
      signedWithSha1: false,
    };
  }
}

function verifyToken(
  data: SignedData,
  imprintOf: (hash: string) => Buffer,
  trust: Trust,
  certificates: readonly Certificate[],
): TimestampVerdict {
  if (data.contentType !== tstInfo || data.content === undefined) throw notDer('No timestamp');
  const [, , imprint, , genTime] = derSequence(readDer(data.content));
  const [algorithm, hashed] = derSequence(imprint);
  const imprintHash = hashOf(algorithm);
  const time = derTime(expectDer(genTime, derTag.generalizedTime));
  const problems = checkSignature(data, createHash(data.digest).update(data.content).digest());
  const intact =
    problems.length === 0 && // the ESS attribute included: RFC 3161 §2.4.2 demands it
    derContent(expectDer(hashed, derTag.octetString)).equals(imprintOf(imprintHash)) &&
    imprintHash !== 'md5';
  const verdict = { data, imprintHash, signedWithSha1: false };
  if (!intact || data.signer === undefined) {
    return { ...verdict, time: undefined, trusted: false, reasons: ['timestamp-broken'], path: undefined };
  }
  const path = certificatePath({
    leaf: data.signer,
    anchors: trust.timestampAnchors,
    others: [...trust.intermediates, ...data.certificates, ...certificates],
    at: time,
    purpose: 'timestamp',
  });
  const weakness = weaknessOf(data.algorithm, publicKeyOf(data.signer));
  const against = new Set<ReasonCode>([...path.reasons, ...(weakness === undefined ? [] : [weakness])]);
  const signedWithSha1 = against.delete('sha1');
  const trusted = against.size === 0;
  const reasons: ReasonCode[] = trusted ? [] : ['timestamp-untrusted'];
  if (imprintHash === 'sha1' || signedWithSha1) reasons.push('timestamp-sha1');
  return { ...verdict, time, trusted, reasons, path, signedWithSha1 };
}

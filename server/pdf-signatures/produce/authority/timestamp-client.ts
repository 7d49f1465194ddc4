import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';
import { certificatePath } from '../../crypto/certificates/certificate-path.ts';
import {
  derBytes,
  derContent,
  derSequence,
  derSmallInteger,
  derTag,
  derTime,
  expectDer,
  readDer,
} from '../../crypto/der-reader.ts';
import { der, derNull, derOctets, derOidOf, derSequenceOf, derUnsigned } from '../../crypto/der-writer.ts';
import { oid } from '../../crypto/oids.ts';
import { hashOf } from '../../crypto/signature-algorithm.ts';
import { checkSignature, readSignedData } from '../../crypto/signed-data.ts';
import { askAuthority } from './ask-authority.ts';
import type { Way } from './authority-access.ts';

/** Gives a timestamp token (*dấu thời gian*, DER) over a SHA-256 digest. */
export type Timestamper = (sha256: Uint8Array) => Promise<Uint8Array>;

export interface TimestampAuthorities {
  /** Asked in this order until one gives a token that verifies; from the configuration only. */
  readonly urls: readonly string[];
  readonly timeoutMs?: number;
  readonly way?: Way | undefined;
}

/** Asks timestamp authorities over HTTP (RFC 3161 §3.4); refuses with `timestamp-unavailable` when none gives a good token. */
export function timestampClient({ urls, timeoutMs = 10_000, way }: TimestampAuthorities): Timestamper {
  return async (sha256) => {
    const failures: string[] = [];
    for (const url of urls) {
      const nonce = Buffer.concat([Buffer.of(0x5a), randomBytes(15)]);
      const question = { type: 'application/timestamp-query', der: timestampRequest(sha256, nonce) };
      try {
        const answer = await askAuthority({ url, timeoutMs, maxBytes: 256 * 1024, question, way });
        return tokenIn(answer, { sha256, nonce });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        failures.push(error.code === 'authority-unanswered' ? error.message : `${url}: ${error.message}`);
      }
    }
    const detail = `No timestamp authority gave a timestamp: ${failures.join('; ') || 'none is configured'}`;
    throw new DomainError('unavailable', 'timestamp-unavailable', detail, { retryAfter: 60 });
  };
}

/** TimeStampReq (RFC 3161 §2.4.1): version 1, imprint, nonce, and the authority's certificate wanted in the token. */
function timestampRequest(sha256: Uint8Array, nonce: Uint8Array): Buffer {
  return derSequenceOf(
    derUnsigned(Buffer.of(1)),
    derSequenceOf(derSequenceOf(derOidOf(oid.sha256), derNull), derOctets(sha256)),
    derUnsigned(nonce),
    der(derTag.boolean, Buffer.of(0xff)),
  );
}

export interface TimestampAsked {
  readonly sha256: Uint8Array;
  readonly nonce: Uint8Array;
}

/**
 * The token in a TimeStampResp, when it answers exactly what was asked (RFC 3161 §2.4.2): granted, our imprint and nonce,
 * a signature that verifies, by a certificate for timestamps alone. Whether that certificate is trusted is the verifier's.
 */
export function tokenIn(response: Uint8Array, asked: TimestampAsked): Buffer {
  const [status, token] = derSequence(readDer(Buffer.from(response)));
  const granted = derSmallInteger(derSequence(status)[0]);
  if (granted > 1 || token === undefined) throw refused(`the authority refused with status ${granted}`);
  const bytes = Buffer.from(derBytes(token));
  const data = readSignedData(bytes);
  if (data.contentType !== oid.timestampInfo || data.content === undefined) throw refused('the answer is no timestamp');
  const [, , imprint, , time, ...rest] = derSequence(readDer(data.content));
  const [algorithm, hashed] = derSequence(imprint);
  const isOurs =
    hashOf(algorithm) === 'sha256' && derContent(expectDer(hashed, derTag.octetString)).equals(asked.sha256);
  if (!isOurs) throw refused('the timestamp is over something else');
  const nonce = rest.find(({ tag }) => tag === derTag.integer);
  if (nonce === undefined || !derContent(nonce).equals(asked.nonce))
    throw refused('the timestamp is not for this request');
  if (data.digest === 'md5' || data.digest === 'sha1' || data.signer === undefined) {
    throw refused('the timestamp is signed with a broken hash or names no certificate');
  }
  const [problem] = checkSignature(data, createHash(data.digest).update(data.content).digest());
  if (problem !== undefined) throw refused(`the timestamp does not verify (${problem})`);
  const at = derTime(expectDer(time, derTag.generalizedTime));
  const path = certificatePath({ leaf: data.signer, anchors: [], others: [], at, purpose: 'timestamp' });
  if (path.reasons.includes('certificate-not-for-signing'))
    throw refused('its certificate is not for timestamps alone');
  return bytes;
}

const refused = (why: string): DomainError => new DomainError('unavailable', 'timestamp-refused', why);

import { DomainError } from '../../platform/errors.ts';
import { type CertificateChain, detachedCms } from '../crypto/cms.ts';
import type { RsaScheme } from '../crypto/cms-algorithms.ts';
import { digest, type SignatureSuite, suiteFor, verifiesWith } from '../crypto/signature-suite.ts';
import type { Timestamper } from './authority/timestamp-client.ts';

/* Bytes only: the server completes a signature itself, and parses no file for it. */

/** An update with room for one value (*giá trị chữ ký*) that covers everything but that room. */
export interface Placeholder {
  /** Follows the base file. */
  readonly increment: Uint8Array;
  /** The hexadecimal string with its brackets, by its place in the whole file. */
  readonly contents: { readonly offset: number; readonly length: number };
  readonly byteRange: readonly [number, number, number, number];
}

/**
 * A signature that waits for its value: plain bytes and numbers, so that it can be stored between the two phases.
 * `increment` follows the base file; `signedAttributes` is what the key signs, `hash` its digest.
 */
export interface BegunSignature extends CertificateChain, Placeholder {
  readonly base: { readonly sha256: string; readonly length: number };
  readonly scheme: RsaScheme;
  readonly signedAttributes: Uint8Array;
  readonly hashAlgorithm: 'sha256' | 'sha384';
  readonly hash: Uint8Array;
}

/**
 * Second phase: checks the value with the certificate *before* embedding it, and gives what follows the base. Refuses a value of another
 * key or over other bytes.
 */
export function signedIncrement(begun: BegunSignature, value: Uint8Array): Buffer {
  const { suite, cmsValue } = checkedValue(begun, value);
  return embedValue(begun, begun.base.length, detachedCms(begun, suite, begun.signedAttributes, cmsValue));
}

/** The same with a timestamp over the value (PAdES B-T); the authority is asked only about a value that is right. */
export async function timestampedIncrement(
  begun: BegunSignature,
  value: Uint8Array,
  timestamp: Timestamper,
): Promise<Buffer> {
  const { suite, cmsValue } = checkedValue(begun, value);
  const token = await timestamp(digest('sha256', cmsValue));
  return embedValue(begun, begun.base.length, detachedCms(begun, suite, begun.signedAttributes, cmsValue, token));
}

/** The whole signed file; refuses another base than the one that was begun with. */
export function completeSignature(base: Uint8Array, begun: BegunSignature, value: Uint8Array): Buffer {
  refuseOtherBase(base, begun);
  return Buffer.concat([base, signedIncrement(begun, value)]);
}

/** The same with a timestamp over the value. */
export async function completeTimestamped(
  base: Uint8Array,
  begun: BegunSignature,
  value: Uint8Array,
  timestamp: Timestamper,
): Promise<Buffer> {
  refuseOtherBase(base, begun);
  return Buffer.concat([base, await timestampedIncrement(begun, value, timestamp)]);
}

function refuseOtherBase(base: Uint8Array, begun: BegunSignature): void {
  if (base.length === begun.base.length && digest('sha256', base).toString('hex') === begun.base.sha256) return;
  throw new DomainError('stale', 'signature-base-changed', 'The file changed after this signature was begun');
}

function checkedValue(begun: BegunSignature, value: Uint8Array): { suite: SignatureSuite; cmsValue: Uint8Array } {
  const suite = suiteFor(begun.certificate, begun.scheme);
  const cmsValue = suite.toCmsValue(value);
  if (verifiesWith(suite, begun.signedAttributes, cmsValue)) return { suite, cmsValue };
  const message = 'The signature value does not match the certificate and the document';
  throw new DomainError('invalid', 'signature-value-wrong', message);
}

/** The increment with the value in its room, to follow a base of that length; refuses one that needs more than was reserved. */
export function embedValue(
  { increment, contents }: Pick<Placeholder, 'increment' | 'contents'>,
  baseLength: number,
  value: Uint8Array,
): Buffer {
  if (2 * value.length > contents.length - 2)
    throw new DomainError('invalid', 'signature-too-large', 'The certificates need more room than was reserved');
  const filled = Buffer.from(increment);
  filled.write(Buffer.from(value).toString('hex'), contents.offset - baseLength + 1, 'latin1');
  return filled;
}

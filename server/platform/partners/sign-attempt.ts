import { type KeyObject, randomBytes } from 'node:crypto';
import { createSignatureSync } from 'http-message-sig';
import { contentDigestOf } from '../api/content-digest.ts';
import { ALGORITHM, COVERED, messageOf, signerOf, TAG } from './attempt.ts';

/** A request that a deployment is about to make of another. */
export interface Attempt {
  readonly method: string;
  readonly url: URL;
  /** Of the body, in hex; of no bytes where there is none. */
  readonly bodySha256: string;
}

/** The private key of a deployment (Ed25519), and the id by which others find its public one. */
export interface AttemptKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The headers that make a request an attempt; each call gives new ones, since no nonce is taken twice. */
export function signAttempt({ method, url, bodySha256 }: Attempt, { id, key }: AttemptKey, now: Date) {
  const digest = { 'Content-Digest': contentDigestOf(bodySha256) };
  const { signature, signatureInput } = createSignatureSync(messageOf(method, url.href, digest), {
    label: 'vanban',
    components: COVERED,
    parameters: {
      created: Math.floor(now.getTime() / 1000),
      nonce: randomBytes(16).toString('base64url'),
      keyid: id,
      alg: ALGORITHM,
      tag: TAG,
    },
    signer: signerOf(key),
  });
  return { ...digest, 'Signature-Input': signatureInput, Signature: signature };
}

import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../platform/errors.ts';
import { canonicalJson } from './canonical-json.ts';

const base64 = z.base64().max(200);

/** What a signed head says: the log had this many leaves and this root when its last leaf was written (RFC 9162 §4.10, as JSON). */
export const treeHead = z.strictObject({
  format: z.literal(1),
  kind: z.literal('tree-head'),
  /** The agency whose log it is, or `deployment`. */
  log: z.string().min(1).max(64),
  /** Raised whenever the log was taken back to a backup on purpose; heads of one epoch only ever add to each other. */
  epoch: z.number().int().min(1),
  size: z.number().int().min(1),
  /** Base64. */
  root: base64,
  time: z.iso.datetime(),
});

export type TreeHead = z.output<typeof treeHead>;

/** A head as it leaves the house: its exact text, and the Ed25519 signature over it. */
export const signedTreeHead = z.strictObject({
  text: z.string().max(600),
  signature: base64,
  /** SubjectPublicKeyInfo, base64. Believed for the signature of the message that brings it, not by itself. */
  publicKey: base64,
});

export type SignedTreeHead = z.output<typeof signedTreeHead>;

/** The text that is signed. */
export function treeHeadText(head: TreeHead): string {
  return canonicalJson(head);
}

/** What a signed head says, once its signature fits; refuses anything else as `tree-head-invalid`. */
export function readTreeHead({ text, signature, publicKey }: SignedTreeHead): TreeHead {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const isSigned =
      key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
    if (!isSigned) throw new Error('The signature does not fit');
    const head = treeHead.parse(JSON.parse(text));
    if (treeHeadText(head) !== text) throw new Error('The text is not canonical');
    return head;
  } catch (cause) {
    throw new DomainError('invalid', 'tree-head-invalid', 'This is no head of a log, or not signed by its key', {
      cause,
    });
  }
}

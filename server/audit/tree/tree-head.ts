import { z } from 'zod';

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

import { z } from 'zod';
import type { BegunSignature } from '../../pdf-signatures/produce/signature-value.ts';

const base64 = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

const kept = z.strictObject({
  base: z.strictObject({ sha256: z.string(), length: z.number().int() }),
  contents: z.strictObject({ offset: z.number().int(), length: z.number().int() }),
  byteRange: z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()]),
  scheme: z.enum(['pkcs1', 'pss']).default('pkcs1'),
  signedAttributes: base64,
  hashAlgorithm: z.enum(['sha256', 'sha384']),
  hash: base64,
  certificate: base64,
  chain: z.array(base64),
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A begun signature as JSON text; its increment lies in the file store. */
export function keepBegun({ increment: _increment, ...begun }: BegunSignature): string {
  return JSON.stringify({
    ...begun,
    signedAttributes: text(begun.signedAttributes),
    hash: text(begun.hash),
    certificate: text(begun.certificate),
    chain: begun.chain.map(text),
  });
}

/** The begun signature again, from its JSON text and its increment. */
export function recallBegun(json: string, increment: Uint8Array): BegunSignature {
  return { ...kept.parse(JSON.parse(json)), increment };
}

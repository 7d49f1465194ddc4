import { z } from 'zod';
import { parseJson } from '../../platform/api/json-body.ts';

/** Bytes and the signature over exactly these, as agencies, deployments and the directory’s authority give them (exchange-protocol §3). */
export interface SignedThing {
  readonly content: Uint8Array;
  readonly signature: Uint8Array;
}

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const form = z.object({ content: bytes, signature: bytes });

/** A signed thing in the JSON in which it travels; nothing when it is none. Refuses what no JSON text may be (`parseJson`). */
export function signedThingIn(text: Uint8Array): SignedThing | undefined {
  return signedThingOf(parseJson(text));
}

/** The signed thing in JSON that was read already; nothing when it is none. */
export function signedThingOf(value: unknown): SignedThing | undefined {
  return form.safeParse(value).data;
}

/** The JSON in which a signed thing travels. */
export function signedThingText(thing: SignedThing): string {
  return JSON.stringify(inBase64(thing));
}

/** The members of that JSON. */
export function inBase64({ content, signature }: SignedThing): { content: string; signature: string } {
  const text = (part: Uint8Array) => Buffer.from(part).toString('base64');
  return { content: text(content), signature: text(signature) };
}

/** The signed thing in these members. */
export function fromBase64({ content, signature }: ReturnType<typeof inBase64>): SignedThing {
  return { content: Buffer.from(content, 'base64'), signature: Buffer.from(signature, 'base64') };
}

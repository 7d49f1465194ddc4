import { z } from 'zod';
import { sealedMessage } from './confidential-message.ts';

/** So much of files, as they travel, comes along with their message at most; the limit that a capability document of this house states. */
export const MOST_ENCLOSED_BYTES = 384 * 1024;
/** A message of any length with as much beside it, in base64, and the longest other body of JSON. */
export const MOST_OFFER_BYTES = MOST_ENCLOSED_BYTES * (4 / 3) + 256 * 1024;

const signedThing = z.strictObject({ content: z.base64(), signature: z.base64() });

/** A message as it travels: a signed thing, or sealed. */
export const travellingMessage = z.union([signedThing, sealedMessage]);

const enclosedFile = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.base64() });

/** What a message is offered as (docs/exchange-protocol.md, section 6): by itself, or with the bytes of all its files as they travel. */
export const messageOffer = z.union([
  travellingMessage,
  z.strictObject({ message: travellingMessage, files: z.array(enclosedFile).min(1).max(50) }),
]);

/** What an agency holds under an id of a sender that lost its own message of that id (docs/exchange-protocol.md, section 6). */
export const heldAnswer = z.object({ message: travellingMessage.nullable() });

export type MessageOffer = z.output<typeof messageOffer>;
export type TravellingMessage = z.output<typeof travellingMessage>;
export type EnclosedFile = z.output<typeof enclosedFile>;

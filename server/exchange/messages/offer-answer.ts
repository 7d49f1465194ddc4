import { z } from 'zod';

const signedThing = z.object({ content: z.base64(), signature: z.base64() });

/** A file that a message still wants, and how many of its bytes are held already. */
const wantedFile = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(1),
  offset: z.number().int().min(0),
});

/** What the door of another deployment answers to a message (docs/exchange-protocol.md, section 6). */
export const offerAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stored'), receipt: signedThing }),
  z.object({ state: z.literal('files-wanted'), files: z.array(wantedFile).max(50) }),
]);

export type OfferAnswer = z.output<typeof offerAnswer>;
export type WantedFile = z.output<typeof wantedFile>;

import { z } from 'zod';
import { bringsDocument, type DocumentMessage, type Message } from './message.ts';

/**
 * A confidential message as it travels (docs/exchange-protocol.md, section 10): the JSON of the signed thing as CMS AuthEnvelopedData, and
 * outside as much as a door must know before it is opened.
 */
export const sealedMessage = z.strictObject({
  sealed: z.base64(),
  sender: z.string().max(35),
  recipient: z.string().max(35),
  messageId: z.uuidv7().lowercase(),
  files: z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(1) })).max(50),
});

export type SealedMessage = z.output<typeof sealedMessage>;

/** A file as it travels: whoever receives it knows it by this hash alone. */
export type TravellingFile = SealedMessage['files'][number];

/** How files travel sealed, by the hash of what they are. */
export type SealedFiles = ReadonlyMap<string, NonNullable<DocumentMessage['files'][number]['sealed']>>;

/** The files of a message as they travel, none of one that brings none: sealed where it gives a key for each. */
export function travelling(message: Message): TravellingFile[] {
  return enclosedFiles(message).map(({ sha256, size, sealed }) =>
    sealed ? { sha256: sealed.sha256, size: sealed.size } : { sha256, size },
  );
}

/** The files that a message brings. */
export function enclosedFiles(message: Message): DocumentMessage['files'] {
  return bringsDocument(message) ? message.files : [];
}

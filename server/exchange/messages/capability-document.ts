import { z } from 'zod';
import { parseJson } from '../../platform/api/json-body.ts';
import type { DomainError } from '../../platform/errors.ts';
import { bringsDocument, type Message } from './message.ts';
import { refusal } from './message-refusal.ts';

export const CAPABILITY_FORMAT = 'vanban-capability/1';
/** The version of the protocol that is spoken here. */
export const PROTOCOL_VERSION = 1;

const count = z.number().int().min(0);

/** What the system of an agency can do, as far as a sender must know (docs/exchange-protocol.md, section 4). */
const capability = z.object({
  format: z.literal(CAPABILITY_FORMAT),
  code: z.string().max(35),
  /** Rises with each document that says something else. */
  serial: z.number().int().min(1),
  versions: z.array(z.number().int()).max(100),
  kinds: z.array(z.string().max(100)).max(100),
  mediaTypes: z.array(z.string().max(100)).max(500),
  limits: z.object({
    ...{ mainFileBytes: count, attachmentBytes: count, files: count, messageBytes: count },
    /** So much of files may come along with their message; of a system that does not say so, nothing. */
    enclosedBytes: count.optional(),
  }),
});

export type Capability = z.output<typeof capability>;

/** Reads a capability document; nothing when it is none. Refuses what no JSON text may be (`parseJson`). */
export function capabilityIn(bytes: Uint8Array): Capability | undefined {
  return capability.safeParse(parseJson(bytes)).data;
}

/**
 * Why a message of so many bytes would be refused by an agency whose system can do this, in the refusal that it would give; nothing when it
 * would not for any of that.
 */
export function misfitOf(
  message: Message,
  messageBytes: number,
  { versions, kinds, mediaTypes, limits }: Capability,
): DomainError | undefined {
  if (!versions.includes(PROTOCOL_VERSION)) return refusal('unsupported-version', 'It speaks other versions only');
  if (!kinds.includes(message.kind)) return refusal('unsupported-kind', `It takes no ${message.kind}`);
  if (messageBytes > limits.messageBytes) return tooLarge(`A message has at most ${limits.messageBytes} bytes there`);
  if (!bringsDocument(message)) return undefined;
  const { files } = message;
  if (files.length > limits.files) return tooLarge(`It takes ${limits.files} files in a message`);
  const unknown = files.find(({ mediaType }) => !mediaTypes.includes(mediaType));
  if (unknown) return refusal('file-type-refused', `It takes no ${unknown.mediaType}`);
  return beyond(message, limits);
}

/** How long files may be. */
type FileLimits = Pick<Capability['limits'], 'mainFileBytes' | 'attachmentBytes'>;

/** The refusal of a message that brings a file beyond these limits; nothing for any other. */
export function beyond(message: Message, { mainFileBytes, attachmentBytes }: FileLimits): DomainError | undefined {
  if (!bringsDocument(message)) return undefined;
  const most = (role: string) => (role === 'main' ? mainFileBytes : attachmentBytes);
  const tooLong = message.files.find(({ size, role }) => size > most(role));
  return tooLong && tooLarge(`A file has at most ${most(tooLong.role)} bytes there: ${tooLong.name}`);
}

function tooLarge(message: string): DomainError {
  return refusal('message-too-large', message);
}

import { cleanFileName } from '../../platform/text/file-name.ts';
import { foldName } from '../../platform/text/fold.ts';
import { matchesExtension } from '../../platform/uploads/content-type.ts';
import { MOST_UPLOAD_BYTES } from '../../platform/uploads/contract.ts';
import { type KnownType, knownTypes } from '../../platform/uploads/known-types.ts';
import { mostAttachmentBytes } from '../../platform/uploads/upload-limits.ts';
import { refuseStateSecret } from '../../registry/documents/state-secret.ts';
import type { DocumentMessage, Link, Message } from './message.ts';
import { refusal } from './message-refusal.ts';
import { sealedSize } from './sealed-file.ts';

/** An agency as messages name it. */
export interface Party {
  readonly code: string;
  readonly name: string;
}

/** So far may the clock of a sender be ahead (docs/exchange-protocol.md §5). */
const AHEAD_MS = 5 * 60_000;
/** A message is tried for seven days; one more for those who were away (docs/exchange-protocol.md §5). */
export const MESSAGE_LIFE_MS = 8 * 24 * 3600_000;
/** Together in base64 they fit a body of JSON (`MOST_JSON_BYTES`). */
export const MOST_ENVELOPE_BYTES = 128 * 1024;
const MOST_SIGNATURE_BYTES = 32 * 1024;

/** As long as the document itself may be when it is sent in, and what number, date and signatures add to it. */
export const MOST_MAIN_FILE_BYTES = MOST_UPLOAD_BYTES + 4 * 1024 * 1024;

/** How long files of messages may be here, as capability documents and directories say it. */
export function fileLimits(): { readonly mainFileBytes: number; readonly attachmentBytes: number } {
  return { mainFileBytes: MOST_MAIN_FILE_BYTES, attachmentBytes: mostAttachmentBytes() };
}

/** Refuses with `message-too-large` what is not even looked into. */
export function refuseOversize(bytes: Uint8Array, signature: Uint8Array): void {
  if (bytes.length > MOST_ENVELOPE_BYTES || signature.length > MOST_SIGNATURE_BYTES) {
    throw refusal('message-too-large', `A message has at most ${MOST_ENVELOPE_BYTES} bytes`);
  }
}

/** Refuses a message from an agency to itself, and one whose sender goes by a name that the directory does not give it. */
export function refuseParties(
  from: Party,
  to: Party,
  { name, formerNames = [] }: Party & { readonly formerNames?: readonly string[] },
): void {
  if (from.code === to.code) throw refusal('self-addressed', 'The message is from an agency to itself');
  if (![name, ...formerNames].some((one) => foldName(one) === foldName(from.name))) {
    throw refusal('sender-mismatch', `The directory calls ${from.code} by another name`);
  }
}

interface Count {
  readonly least: number;
  readonly most: number;
}

const one: Count = { least: 1, most: 1 };

/** What a message of each kind refers to by links; the others refer to none. */
const linksOf: Partial<Record<Message['kind'], Partial<Record<Link['type'], Count>>>> = {
  reply: { answers: { least: 1, most: 50 } },
  replace: { replaces: one, answers: { least: 0, most: 49 } },
  update: { updates: one },
  revoke: { revokes: one },
};

/**
 * Refuses links that its kind does not have: a reply answers messages, one at least; what takes a document back, corrects it, or stands in
 * its place, names the one message that brought it; the others refer to none, and none refers to itself. Whose that message was its recipient
 * looks up.
 */
export function refuseLinks({
  kind,
  links,
  messageId,
  sender,
}: Pick<Message, 'kind' | 'links' | 'messageId' | 'sender'>): void {
  const counts = new Map(Object.entries(linksOf[kind] ?? {}));
  for (const link of links) {
    if (!counts.has(link.type)) throw refusal('message-malformed', `A ${kind} has no link that ${link.type}`);
    if (link.messageId === messageId && link.sender === sender.code)
      throw refusal('link-not-yours', 'It refers to itself');
  }
  for (const [type, { least, most }] of counts) {
    const count = links.filter((link) => link.type === type).length;
    if (count < least || count > most) throw refusal('message-malformed', `A ${kind} names what it is about`);
  }
}

/**
 * Refuses what no recipient may take, however well it is signed: a state secret, none or two documents in one message, and files that
 * are longer than any, or longer sealed than sealing makes them, or whose name or type is not one that uploads may have here.
 */
export function refuseContent({ document, files }: Pick<DocumentMessage, 'document' | 'files'>): void {
  refuseSecret(document);
  if (files.filter(({ role }) => role === 'main').length !== 1) {
    throw refusal('main-file-mismatch', 'One of the files must be the document itself, and no other');
  }
  const { mainFileBytes, attachmentBytes } = fileLimits();
  for (const { name, mediaType, size, role, sealed } of files) {
    const most = role === 'main' ? mainFileBytes : attachmentBytes;
    if (size > most) throw refusal('message-too-large', `A file has at most ${most} bytes`);
    if (sealed && sealed.size !== sealedSize(size))
      throw refusal('message-malformed', `Sealed, a file of ${size} bytes has ${sealedSize(size)}`);
    if (!isKnown(mediaType)) throw refusal('file-type-refused', `Files of the type ${mediaType} are not taken`);
    if (cleanFileName(name) !== name || !matchesExtension(name, mediaType)) {
      throw refusal('file-name-refused', 'A file bears a name that no file may have');
    }
  }
}

/** Refuses a document whose words name a degree of secrecy, also as they are corrected. */
export function refuseSecret({ subject, description, typeName }: DocumentMessage['document']): void {
  refuseStateSecret({ subject, description, typeName });
}

function isKnown(mediaType: string): mediaType is KnownType {
  return Object.hasOwn(knownTypes, mediaType);
}

/** Refuses with `clock-skew` what was made later than now; the clock of the sender may be five minutes ahead. */
export function refuseAhead(madeAt: string, now: Date): void {
  if (Date.parse(madeAt) > now.getTime() + AHEAD_MS)
    throw refusal('clock-skew', `It was made at ${madeAt}: later than now`);
}

/** Refuses with `message-expired` what was older than a message lives when this house first saw it. */
export function refuseExpired(sentAt: string, firstSeen: Date): void {
  if (Date.parse(sentAt) < firstSeen.getTime() - MESSAGE_LIFE_MS) {
    throw refusal('message-expired', `It was sent at ${sentAt}: messages live eight days`);
  }
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { signedTreeHead } from '../../audit/tree/tree-head.ts';
import { parseJson } from '../../platform/api/json-body.ts';
import { code, day, line, nameAsItStands, prose } from '../../platform/api/schemas.ts';
import { inTodaysForm } from './earlier-forms.ts';
import { refuseCritical } from './known-members.ts';
import { refusal } from './message-refusal.ts';
import { receipt, sequence } from './receipt.ts';

/*
 * What agencies say to each other (docs/exchange-protocol.md, section 5). Members that a reader does not know are ignored; they stay in
 * the exact bytes, which are kept.
 */

export const MESSAGE_FORMAT = 'vanban-message/1';
/** A message brings at most so many files. */
export const MOST_FILES = 50;
const party = z.object({ code: nameAsItStands(35), name: line(200) });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const head = z.object(signedTreeHead.shape);

/** A message that another one refers to; the sender of that other one may be either side. */
const link = z.object({
  type: z.enum(['answers', 'replaces', 'updates', 'revokes']),
  sender: z.string().max(35),
  messageId: z.uuidv7().lowercase(),
  documentId: nameAsItStands(200),
});

/** One file that travels beside the message, named by its hash. */
const enclosedFile = z.object({
  name: line(300),
  mediaType: z.string().max(100),
  size: z.number().int().min(1),
  sha256: hash,
  pages: z.number().int().min(0).nullable(),
  role: z.enum(['main', 'attachment']),
  /** How it travels in a confidential message: its sealed bytes, and the key that opens them (section 10). */
  sealed: z.object({ size: z.number().int().min(1), sha256: hash, key: z.base64().length(44) }).exactOptional(),
});

const documentFields = z.object({
  /** `<OrganId>,<yyyy/MM/dd>,<number>/<notation>` (QCVN 102:2016). */
  documentId: nameAsItStands(200),
  codeNumber: code(11),
  codeNotation: code(30),
  typeCode: nameAsItStands(30),
  typeName: line(100),
  issuedOn: day,
  subject: line(500),
  language: line(30),
  pageAmount: z.number().int().min(0).nullable(),
  signer: z.object({ position: line(100).nullable(), fullName: line(50).nullable() }),
  priority: z.number().int().min(0).max(3),
  replyBy: day.nullable(),
  description: prose(500).nullable(),
  /** *Paper*: whether a paper copy follows this electronic one. */
  paperFollows: z.boolean(),
});

const common = {
  format: z.literal(MESSAGE_FORMAT),
  messageId: z.uuidv7().lowercase(),
  sentAt: z.iso.datetime(),
  sender: party,
  recipient: party.extend({ unit: line(200).exactOptional() }),
  critical: z.array(z.string().max(100)).max(50),
  links: z.array(link).max(50),
  /** The sender’s log as it stood: whoever keeps this message holds the sender’s history (docs/exchange-protocol.md §11). */
  treeHead: head.nullable(),
};
const withDocument = { ...common, document: documentFields, files: z.array(enclosedFile).min(1).max(MOST_FILES) };

/** The form of each kind that is taken here, by its name. */
const forms = {
  document: z.object({ ...withDocument, kind: z.literal('document') }),
  /** A document that answers others, which its links name. */
  reply: z.object({ ...withDocument, kind: z.literal('reply') }),
  /** A document in the place of one that was sent before, which its link names — *thay thế*; it may answer others too. */
  replace: z.object({ ...withDocument, kind: z.literal('replace'), reason: line(500) }),
  /** Corrects fields of a document that was sent before, which its link names — *cập nhật*; of several the highest sequence stands. */
  update: z.object({
    ...{ ...common, kind: z.literal('update'), document: documentFields, sequence },
    ...{ reason: line(500), by: line(200) },
  }),
  /** What becomes of a document at its recipient (`receipt.ts`). */
  receipt: z.object({ ...common, kind: z.literal('receipt'), receipt }),
  /** Takes back a document that was sent before, which its link names — *thu hồi*. */
  revoke: z.object({ ...common, kind: z.literal('revoke'), reason: line(500), by: line(200) }),
  /** Asks nothing but whether messages arrive. */
  test: z.object({ ...common, kind: z.literal('test'), text: line(200) }),
} as const;

const anyForm = z.discriminatedUnion('kind', [
  ...([forms.document, forms.reply, forms.replace] as const),
  ...([forms.update, forms.receipt, forms.revoke, forms.test] as const),
]);

/** The kinds that are taken here, as capability documents name them. */
export const kindsTaken = Object.keys(forms);

export type MessageKind = keyof typeof forms;
export type MessageOf<K extends MessageKind> = z.output<(typeof forms)[K]>;
export type Message = MessageOf<MessageKind>;
/** A message that brings a document with its files. */
export type DocumentMessage = MessageOf<'document' | 'reply' | 'replace'>;
export type ReceiptMessage = MessageOf<'receipt'>;
export type RevokeMessage = MessageOf<'revoke'>;
export type Link = DocumentMessage['links'][number];

/** The bytes of a message; made once, kept, and sent again unchanged. */
export function messageBytes(message: Message): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

const address = z.object({
  messageId: z.uuidv7().lowercase(),
  sender: z.object({ code: z.string().max(35) }),
  recipient: z.object({ code: z.string().max(35) }),
});

/**
 * From whom a message says that it is, for whom, and its id: as much as is asked before its signature is verified. Refuses
 * `message-malformed` what does not say so.
 */
export function readAddress(bytes: Uint8Array): z.output<typeof address> {
  return parsed(address, jsonIn(bytes));
}

const beginning = z.object({
  format: z.string().max(100),
  kind: z.string().max(100),
  critical: z.array(z.string().max(100)).max(50),
});

/**
 * Reads the exact bytes that were signed, of this form or one that earlier releases wrote. Refuses `unsupported-version`,
 * `unsupported-kind` and `unsupported-member` what it does not understand, and `message-malformed` what has not the form of its kind. Bytes that go
 * through many hands are read once.
 */
export function readMessage(bytes: Uint8Array): Message {
  const known = messages.get(bytes);
  if (known) return known;
  const message = messageIn(jsonIn(bytes));
  messages.set(bytes, message);
  return message;
}

/** What was read of bytes that somebody still holds: nobody writes to them. */
const messages = new WeakMap<Uint8Array, Message>();
const values = new WeakMap<Uint8Array, object>();

function jsonIn(bytes: Uint8Array): unknown {
  const known = values.get(bytes);
  if (known) return known;
  const value = inTodaysForm(parseJson(bytes));
  if (typeof value === 'object' && value !== null) values.set(bytes, value);
  return value;
}

function messageIn(value: unknown): Message {
  const { format, kind, critical } = parsed(beginning, value);
  if (format !== MESSAGE_FORMAT && /^vanban-message\/\d+$/.test(format)) {
    throw refusal('unsupported-version', `Messages of the form ${format} are not understood here`);
  }
  if (!isTaken(kind)) throw refusal('unsupported-kind', `Messages of the kind ${kind} are not taken here`);
  refuseCritical(critical, forms[kind]);
  return parsed(anyForm, value);
}

function parsed<T>(form: z.ZodType<T>, value: unknown): T {
  const read = form.safeParse(value);
  if (read.success) return read.data;
  const where = read.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw refusal('message-malformed', `The message is not in the form ${MESSAGE_FORMAT}: ${where}`, read.error);
}

function isTaken(kind: string): kind is MessageKind {
  return Object.hasOwn(forms, kind);
}

/** What is said of a document in the form of messages; refuses anything else with `message-malformed`. */
export function documentIn(value: unknown): DocumentMessage['document'] {
  return parsed(documentFields, value);
}

/** Whether it brings a document, with its files. */
export function bringsDocument(message: Message): message is DocumentMessage {
  return 'files' in message;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

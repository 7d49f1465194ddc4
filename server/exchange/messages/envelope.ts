import { createHash } from 'node:crypto';
import { z } from 'zod';
import { signedTreeHead } from '../../audit/tree/tree-head.ts';
import { parseJson } from '../../platform/api/json-body.ts';
import { code, day, line, prose } from '../../platform/api/schemas.ts';
import { refusal } from './message-refusal.ts';

export const ENVELOPE_FORMAT = 'vanban-envelope/1';
const party = z.strictObject({ code: z.string().max(35), name: line(200) });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One file that travels beside the envelope, named by its hash. */
const enclosedFile = z.strictObject({
  name: line(300),
  mediaType: z.string().max(100),
  size: z.number().int().min(1),
  sha256,
  pages: z.number().int().nullable(),
  role: z.enum(['main', 'attachment']),
});

/** The message that carries a document from one agency to another: these exact bytes are what the system key signs (DESIGN D5). */
const envelopeSchema = z.strictObject({
  format: z.literal(ENVELOPE_FORMAT),
  messageId: z.string().min(8).max(64),
  sentAt: z.iso.datetime(),
  sender: party,
  recipient: party,
  /** *BussinessDocType* of edXML: 0 is a new document. */
  businessType: z.literal(0),
  document: z.strictObject({
    /** `<OrganId>,<yyyy/MM/dd>,<number>/<notation>` (QCVN 102:2016). */
    documentId: z.string().max(200),
    codeNumber: code(11),
    codeNotation: code(30),
    typeCode: z.string().max(30),
    typeName: line(100),
    issuedOn: day,
    subject: line(500),
    language: line(30),
    pageAmount: z.number().int().nullable(),
    signer: z.strictObject({ position: line(100).nullable(), fullName: line(50).nullable() }),
    priority: z.number().int().min(0).max(3),
    replyBy: day.nullable(),
    description: prose(500).nullable(),
    /** *Paper*: whether a paper copy follows this electronic one. */
    paperFollows: z.boolean(),
  }),
  files: z.array(enclosedFile).min(1).max(50),
  /** The sender’s log as it stood: whoever keeps this message holds the sender’s history (DESIGN D6). */
  treeHead: signedTreeHead,
});

export type Envelope = z.output<typeof envelopeSchema>;

/** The bytes of an envelope; made once, stored, and sent again unchanged. */
export function envelopeBytes(envelope: Envelope): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(envelope));
}

/** Reads the exact bytes that were signed; refuses anything the format does not know. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const read = envelopeSchema.safeParse(parseJson(bytes));
  if (!read.success) {
    throw refusal('envelope-malformed', 'The envelope is not in the form vanban-envelope/1', read.error);
  }
  return read.data;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

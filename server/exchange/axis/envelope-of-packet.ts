import { extname } from 'node:path';
import { cleanFileName } from '../../platform/text/file-name.ts';
import { foldName } from '../../platform/text/fold.ts';
import { withoutHiding } from '../../platform/text/hiding-characters.ts';
import { matchesExtension, sniffBytes } from '../../platform/uploads/content-type.ts';
import { type KnownType, knownTypes } from '../../platform/uploads/known-types.ts';
import { parseCode } from '../../registry/documents/notation.ts';
import { incomingTypes } from '../../registry/registers/document-type.ts';
import { type DocumentMessage, MESSAGE_FORMAT, messageBytes, readMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { type Party, refuseContent } from '../messages/message-rules.ts';
import type { AxisSettings } from './axis-settings.ts';
import { dayIn, momentIn } from './axis-times.ts';
import type { MessageHeader, TraceHeaderList } from './edxml-form.ts';
import { businessTypes } from './packet-of-document.ts';
import type { PacketFile } from './read-edxml.ts';

type EnclosedFile = DocumentMessage['files'][number];

interface Said {
  readonly header: MessageHeader;
  readonly trace: TraceHeaderList | null;
  readonly files: readonly EnclosedFile[];
}

/** What packets that bring a document are sent for. */
const bringing: ReadonlySet<number> = new Set([businessTypes.new, businessTypes.update, businessTypes.replace]);

interface Taken {
  readonly recipient: Party;
  readonly messageId: string;
  readonly at: Date;
  readonly types: AxisSettings['types'];
}

/**
 * What a packet of the axis says, in the form of messages between deployments, so that one door, one list and one register take both.
 * Lengths, dates and numbers are brought into that form where they can be. Refuses as `readMessage` and `refuseContent` do; and with
 * `unsupported-kind` what is sent for something else than to bring a document, alone or in the place of another.
 */
export function envelopeOfPacket(
  { header, trace, files }: Said,
  { recipient, messageId, at, types }: Taken,
): DocumentMessage {
  const business = trace?.bussiness?.bussinessDocType ?? 0;
  if (!bringing.has(business))
    throw refusal('unsupported-kind', `Packets of the business type ${business} are not taken here`);
  if (files.length === 0) throw refusal('main-file-mismatch', 'It brings no file');
  const code = header.from?.organId ?? '';
  const sender = { code, name: shortLine(header.from?.organName ?? code, 200) ?? code };
  const sentAt = momentIn(trace?.traceHeader[0]?.timestamp) ?? at;
  const message = readMessage(
    messageBytes({
      ...{ format: MESSAGE_FORMAT, kind: 'document', messageId, sentAt: sentAt.toISOString() },
      recipient: { code: recipient.code, name: recipient.name, ...unitOf(header) },
      ...{ sender, critical: [], links: [], treeHead: null },
      document: { ...fieldsOf(header, types), paperFollows: trace?.bussiness?.paper === 1 },
      files: [...files],
    }),
  );
  if (message.kind !== 'document') throw new Error('A document is a document');
  if (sender.code === recipient.code) throw refusal('self-addressed', 'The packet is from an agency to itself');
  refuseContent(message);
  return message;
}

/** The unit that it is for, where one place alone is named: more of them are the *nơi nhận* of the document. */
function unitOf({ toPlaces }: MessageHeader): { unit?: string } {
  const [place, ...others] = toPlaces?.place ?? [];
  const unit = shortLine(place, 200);
  return unit === null || others.length > 0 ? {} : { unit };
}

/** A file of a packet under a name that files may have here; its type is what its bytes are. Refuses one that is none of the known types. */
export async function enclosedFile(
  { name, bytes }: PacketFile,
  stored: { readonly sha256: string; readonly size: number },
): Promise<Omit<EnclosedFile, 'role'>> {
  const mediaType = await sniffBytes(bytes);
  if (mediaType === undefined) throw refusal('file-type-refused', `The file ${name.slice(0, 100)} is of no known type`);
  return { ...stored, name: fittingName(cleanFileName(name), mediaType), mediaType, pages: null };
}

/** The document itself is the first PDF, or the first file where there is none; the others lie beside it. */
export function withRoles(files: readonly Omit<EnclosedFile, 'role'>[]): EnclosedFile[] {
  const found = files.findIndex(({ mediaType }) => mediaType === 'application/pdf');
  const main = found === -1 ? 0 : found;
  return files.map((file, place) => ({ ...file, role: place === main ? 'main' : 'attachment' }));
}

function fittingName(name: string, type: KnownType): string {
  return extname(name) !== '' && matchesExtension(name, type) ? name : cleanFileName(`${name}${knownTypes[type][0]}`);
}

function fieldsOf(
  header: MessageHeader,
  types: AxisSettings['types'],
): Omit<DocumentMessage['document'], 'paperFollows'> {
  const { documentType, otherInfo, signerInfo, documentId } = header;
  const code = codeOf(header);
  const standing = [signerInfo?.competence, signerInfo?.position].filter(Boolean).join(', ');
  const issuedOn = dayIn(header.promulgationInfo?.promulgationDate) ?? dayIn(documentId?.split(',')[1]) ?? '';
  return {
    ...{ ...code, ...typeOf(documentType, types), issuedOn },
    documentId:
      documentId ??
      `${header.from?.organId ?? ''},${issuedOn.replaceAll('-', '/')},${code.codeNumber}/${code.codeNotation}`,
    subject: shortLine(header.subject, 500) ?? '',
    language: 'Tiếng Việt',
    pageAmount: pagesIn(otherInfo),
    signer: { position: shortLine(standing, 100), fullName: shortLine(signerInfo?.fullName, 50) },
    priority: Math.min(Math.max(otherInfo?.priority ?? 0, 0), 3),
    replyBy: dayIn(header.dueDate) ?? null,
    description: short(header.content, 500),
  };
}

/** How many pages it says that the document has; null where it says none, or fewer than none. */
function pagesIn(said: MessageHeader['otherInfo']): number | null {
  const pages = said?.pageAmount ?? -1;
  return pages < 0 ? null : pages;
}

/** What a packet corrects of a document: what it leaves out stays as it was. */
export function correctedIn(
  header: MessageHeader,
  trace: TraceHeaderList | null,
  types: AxisSettings['types'],
): Partial<DocumentMessage['document']> {
  const { typeCode, typeName, signer, priority, ...fields } = fieldsOf(header, types);
  const { subject, replyBy, description, pageAmount } = fields;
  const { paper = null } = trace?.bussiness ?? {};
  return {
    ...Object.fromEntries(Object.entries({ subject, replyBy, description, pageAmount }).filter(([, said]) => said)),
    ...(header.documentType ? { typeCode, typeName } : {}),
    ...(signer.fullName === null ? {} : { signer }),
    ...(header.otherInfo?.priority === undefined || header.otherInfo.priority === null ? {} : { priority }),
    ...(paper === null ? {} : { paperFollows: paper === 1 }),
  };
}

/** Number and symbol: each in its member, both in one of them, or only in the id of the document. */
function codeOf({ code, documentId }: MessageHeader): { codeNumber: string; codeNotation: string } {
  const [number, notation] = [code?.codeNumber ?? '', code?.codeNotation ?? ''];
  const candidates = [
    [number, notation].filter(Boolean).join('/'),
    number,
    notation,
    documentId?.split(',').at(-1) ?? '',
  ];
  for (const { codeNumber, codeNotation } of candidates.map(parseCode)) {
    if (codeNumber !== null && codeNotation !== null) return { codeNumber, codeNotation };
  }
  return { codeNumber: number, codeNotation: notation };
}

/** The type of its name here; else of its number, as the configuration maps it; else under the name that it brings. */
function typeOf(
  said: MessageHeader['documentType'],
  types: AxisSettings['types'],
): { typeCode: string; typeName: string } {
  const name = shortLine(said?.typeName, 100);
  const mapped = Object.keys(types).find((code) => types[code]?.type === said?.type);
  const known = incomingTypes.find((type) =>
    name === null ? type.code === mapped : foldName(type.name) === foldName(name),
  );
  return known ? { typeCode: known.code, typeName: known.name } : { typeCode: 'khac', typeName: name ?? 'Văn bản' };
}

/** A text as one line of at most so many letters; null where there is none. */
export function shortLine(said: string | null | undefined, most: number): string | null {
  return short(said?.replace(/\s+/g, ' '), most);
}

/** A text of at most so many letters, the last of a longer one a sign that it goes on: the whole stays in the packet. */
function short(said: string | null | undefined, most: number): string | null {
  const letters = [
    ...withoutHiding(said ?? '')
      .normalize('NFC')
      .trim(),
  ];
  if (letters.length === 0) return null;
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}

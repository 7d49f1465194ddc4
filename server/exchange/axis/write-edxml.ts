import { createHash } from 'node:crypto';
import type { Document, Element } from '@xmldom/xmldom';
import {
  attachment,
  EDXML,
  type MessageHeader,
  type MessageStatus,
  messageHeader,
  messageStatus,
  reference,
  type TraceHeaderList,
  traceHeaderList,
} from './edxml-form.ts';
import { bytesOfXml, documentOf } from './xml-document.ts';
import { addChild, writeParts } from './xml-parts.ts';

/* Runs in a worker process: files of many megabytes become one text. */

/** What travels with a document, beside the bytes. */
export interface NamedPart {
  readonly name: string;
  readonly mediaType: string;
}

/** What the standard wants to stand on the list of traces. */
export const traceAttributes = {
  id: null,
  version: '1.0',
  mustUnderstand: '1',
  actor: 'http://schemas.xmlsoap.org/soap/actor/next',
} as const;

/** The packet that brings a document with its files, whose bytes come in the order of their names. */
export function documentPacket(
  {
    header,
    trace,
    parts,
  }: { readonly header: MessageHeader; readonly trace: TraceHeaderList; readonly parts: readonly NamedPart[] },
  ...contents: readonly Uint8Array[]
): Uint8Array {
  const { document, root, envelope, headerElement } = begun();
  writeParts(addChild(headerElement, 'MessageHeader'), messageHeader, header);
  writeParts(addChild(headerElement, 'TraceHeaderList'), traceHeaderList, trace);
  const manifest = addChild(addChild(envelope, 'edXMLBody'), 'edXMLManifest');
  manifest.setAttribute('version', '1.0');
  const beside = document.createElementNS(EDXML, 'AttachmentEncoded');
  root.appendChild(beside);
  parts.forEach(({ name, mediaType }, place) => {
    const bytes = contents[place];
    if (!bytes) throw new Error(`The file ${name} has no content`);
    addFile({ manifest, beside }, { name, mediaType, bytes, id: contentId(bytes, place) });
  });
  return bytesOfXml(document);
}

/** The packet that tells what becomes of a document. */
export function statusPacket({
  status,
  trace,
}: {
  readonly status: MessageStatus;
  readonly trace: TraceHeaderList;
}): Uint8Array {
  const { document, headerElement } = begun();
  writeParts(addChild(headerElement, 'MessageStatus'), messageStatus, status);
  writeParts(addChild(headerElement, 'TraceHeaderList'), traceHeaderList, trace);
  return bytesOfXml(document);
}

interface Begun {
  readonly document: Document;
  readonly root: Element;
  readonly envelope: Element;
  readonly headerElement: Element;
}

/** The root is without a prefix and so is what lies beside the envelope; the envelope has the prefix of the standard. */
function begun(): Begun {
  const document = documentOf(EDXML, 'edXML');
  const root = document.documentElement;
  if (!root) throw new Error('A document has a root');
  const envelope = document.createElementNS(EDXML, 'edXML:edXMLEnvelope');
  root.appendChild(envelope);
  return { document, root, envelope, headerElement: addChild(envelope, 'edXMLHeader') };
}

interface FileToAdd extends NamedPart {
  readonly bytes: Uint8Array;
  readonly id: string;
}

function addFile(
  { manifest, beside }: { readonly manifest: Element; readonly beside: Element },
  { name, mediaType, bytes, id }: FileToAdd,
): void {
  const common = { description: null, attachmentName: name, contentType: mediaType };
  const named = { href: `cid:${id}`, type: 'simple', role: null, contentId: `cid:${id}` };
  writeParts(addChild(manifest, 'Reference'), reference, { ...common, ...named });
  const encoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  writeParts(addChild(beside, 'Attachment'), attachment, { ...common, contentId: id, contentTransferEncoded: encoded });
}

/** The same file in the same place has the same id: a packet that is made again is the same packet. */
function contentId(bytes: Uint8Array, place: number): string {
  const hex = createHash('sha256').update(`${place} `).update(bytes).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

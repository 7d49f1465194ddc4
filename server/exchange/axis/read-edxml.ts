import type { Element } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { DomainError } from '../../platform/errors.ts';
import {
  attachment,
  type MessageHeader,
  type MessageStatus,
  messageHeader,
  messageStatus,
  reference,
  type TraceHeaderList,
  traceHeaderList,
} from './edxml-form.ts';
import { malformed, rootOf } from './xml-document.ts';
import { childrenOf, onlyChild, readParts } from './xml-parts.ts';

/* Runs in a worker process: packets come from anybody. */

/** No file on the axis is longer. */
export const MOST_PART_BYTES = 50 * 1024 * 1024;

/** A file of a packet as its sender sent it, unpacked. */
export interface PacketFile {
  readonly name: string;
  readonly description: string | null;
  readonly bytes: Uint8Array;
}

/** What a packet says of an XML signature over it: it is not judged here, the signatures within the documents are. */
export type PacketSignature = 'none' | 'not-judged' | 'not-judged-sha1';

interface Read {
  readonly trace: TraceHeaderList | null;
  readonly signature: PacketSignature;
}

/** A packet of the axis: a document with its files, or the status of one. */
export type Packet =
  | (Read & {
      readonly kind: 'document';
      readonly header: MessageHeader;
      readonly files: readonly PacketFile[];
      /** Names of files that came without any content. */
      readonly empty: readonly string[];
    })
  | (Read & { readonly kind: 'status'; readonly status: MessageStatus });

/**
 * Reads a packet – edXML of QCVN 102:2016 and the forms that vendors make of it –, of which everything may be missing but the envelope.
 * Refuses with `xml-forbidden`, `edxml-malformed` and `edxml-ambiguous` what is not read the same by everybody, and with
 * `attachment-mismatch` files that are not what the body names.
 */
export function readEdxml(bytes: Uint8Array): Packet {
  const root = rootOf(bytes);
  if (root.localName?.toLowerCase() !== 'edxml') throw malformed(`Its root is ${root.tagName}`);
  const envelope = needed(root, 'edXMLEnvelope');
  const header = needed(envelope, 'edXMLHeader');
  const status = onlyChild(header, ['MessageStatus']);
  const message = onlyChild(header, ['MessageHeader']);
  const trace = onlyChild(header, ['TraceHeaderList']);
  const common = { trace: trace ? readParts(trace, traceHeaderList) : null, signature: signatureIn(header) };
  if (status && !message) return { kind: 'status', status: readParts(status, messageStatus), ...common };
  if (!message || status) throw malformed('It brings neither a document nor a status, or both');
  return { kind: 'document', header: readParts(message, messageHeader), ...filesOf(root, envelope), ...common };
}

function needed(parent: Element, name: string): Element {
  const child = onlyChild(parent, [name]);
  if (!child) throw malformed(`${parent.tagName} has no ${name}`);
  return child;
}

/** SHA-1 is weak; whoever judges a signature must know. */
function signatureIn(header: Element): PacketSignature {
  const outer = onlyChild(header, ['Signature', 'DigitalSignature']);
  const inner = outer && (onlyChild(outer, ['Signature']) ?? outer);
  const info = inner && onlyChild(inner, ['SignedInfo']);
  if (!info) return 'none';
  const digests = childrenOf(info, ['Reference']).flatMap((one) => onlyChild(one, ['DigestMethod']) ?? []);
  const methods = [onlyChild(info, ['SignatureMethod']), ...digests];
  const isWeak = methods.some((method) => /sha1$/i.test(method?.getAttribute('Algorithm') ?? ''));
  return isWeak ? 'not-judged-sha1' : 'not-judged';
}

/** The files in the order of the body; of a packet whose body names none, in their own. */
function filesOf(root: Element, envelope: Element): { files: PacketFile[]; empty: string[] } {
  const [beside, second] = [root, envelope].flatMap((parent) => childrenOf(parent, ['AttachmentEncoded']));
  if (second) throw new DomainError('invalid', 'edxml-ambiguous', 'AttachmentEncoded stands twice');
  const attached = beside ? childrenOf(beside, ['Attachment']).map((one) => readParts(one, attachment)) : [];
  const body = onlyChild(envelope, ['edXMLBody']);
  const manifest = body && onlyChild(body, ['edXMLManifest']);
  const named = manifest ? childrenOf(manifest, ['Reference']).map((one) => readParts(one, reference)) : [];
  const byId = new Map(attached.map((one) => [idOf(one.contentId), one]));
  if (byId.size !== attached.length) throw mismatch('Two files have one id');
  const wanted = named.length === 0 ? [...byId.keys()] : named.map(({ contentId, href }) => idOf(contentId ?? href));
  if (new Set(wanted).size !== wanted.length) throw mismatch('The body names a file twice');
  if (named.length > 0 && wanted.length < attached.length) throw mismatch('A file came that the body does not name');
  const found = wanted.map((id, place) => {
    const part = byId.get(id);
    if (!part) throw mismatch(`The file ${id} did not come`);
    const name = part.attachmentName ?? named[place]?.attachmentName ?? '';
    const description = part.description ?? named[place]?.description ?? null;
    return fileOf(name, description, bytesIn(part.contentTransferEncoded ?? ''));
  });
  return {
    files: found.filter(({ bytes }) => bytes.length > 0),
    empty: found.filter(({ bytes }) => bytes.length === 0).map(({ name }) => name),
  };
}

/** Ids are written with and without `cid:`, in angle brackets, and escaped as addresses are. */
function idOf(id: string | null): string {
  return (id ?? '').replace(/^<|>$/g, '').replace(/^cid:/i, '').toLowerCase();
}

function bytesIn(encoded: string): Uint8Array {
  const plain = encoded.replace(/\s+/g, '');
  if (plain.length > Math.ceil(MOST_PART_BYTES / 3) * 4) throw tooLarge();
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw mismatch('A file is not in base64');
  return new Uint8Array(Buffer.from(plain, 'base64'));
}

/** Some systems put a file into an archive of its own. */
function fileOf(name: string, description: string | null, bytes: Uint8Array): PacketFile {
  const packed = loneEntry(bytes);
  if (!packed) return { name, description, bytes };
  return { name: name === '' || /\.zip$/i.test(name) ? packed.name : name, description, bytes: packed.bytes };
}

/** The one file of an archive; none of what is no archive, or one that is itself a document: the file is taken as it is then. */
function loneEntry(bytes: Uint8Array): { name: string; bytes: Uint8Array } | undefined {
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'PK\u0003\u0004') return undefined;
  const names: string[] = [];
  const entries = unzipped(bytes, ({ name, originalSize }) => {
    if (originalSize > MOST_PART_BYTES) throw tooLarge();
    if (name.endsWith('/')) return false;
    names.push(name);
    return names.length === 1;
  });
  const [name] = names;
  const unpacked = name === undefined ? undefined : entries?.[name];
  return name !== undefined && unpacked && names.length === 1 ? { name, bytes: unpacked } : undefined;
}

type Filter = (entry: { readonly name: string; readonly originalSize: number }) => boolean;

function unzipped(bytes: Uint8Array, filter: Filter): Readonly<Record<string, Uint8Array>> | undefined {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    return undefined;
  }
}

function mismatch(message: string): DomainError {
  return new DomainError('invalid', 'attachment-mismatch', message);
}

function tooLarge(): DomainError {
  return new DomainError('too-large', 'message-too-large', `A file has at most ${MOST_PART_BYTES} bytes`);
}

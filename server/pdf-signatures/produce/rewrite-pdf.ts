import { createHash } from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { pdfHeaderAt } from '../../platform/uploads/pdf-header.ts';
import { formFields } from '../pdf/pdf-fields.ts';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHeader,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFStreamWriter,
  PDFWriter,
} from '../pdf/pdf-lib.cjs';
import { catalogOf, name, parsePdf } from '../pdf/pdf-update.ts';
import { PdfFile } from '../pdf/reader/pdf-file.ts';

/**
 * A file that can be signed by appending to it: what is unsigned but hybrid (`/XRefStm`, as Word writes it), damaged or begins
 * before its header is rewritten whole, everything else is given back as it is. Signed bytes are never rewritten.
 */
export async function readyToSign(bytes: Uint8Array): Promise<Uint8Array> {
  if (isSound(bytes)) return bytes;
  const context = await parsePdf(bytes);
  if (isSigned(context)) return bytes;
  dropUsageRights(context);
  return await rewrite(context);
}

function isSound(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (pdfHeaderAt(buffer) !== 0 || buffer.includes('/XRefStm')) return false;
  try {
    const file = new PdfFile(buffer);
    const { catalog } = file.view(file.revisions.length - 1);
    return file.trailingBytes === 0 && catalog?.entries.has('Perms') !== true;
  } catch {
    return false; // our own strict reader cannot follow its revisions: what pdf-lib repairs is written anew
  }
}

/** Refuses a file that holds a signature, however broken. */
export function refuseSigned(context: PDFContext): void {
  if (isSigned(context)) {
    throw new DomainError(
      'conflict',
      'already-signed',
      'The PDF is already signed; preparing it would break its signatures',
    );
  }
}

/** Whether a file holds a signature, however broken; a program's usage rights (*Reader-enabled*) are none. */
export function isSigned(context: PDFContext): boolean {
  const rights = usageRights(context);
  const isSignature = (object: PDFObject): boolean =>
    object instanceof PDFDict && object.has(name('ByteRange')) && object.has(name('Contents')) && !rights.has(object);
  return (
    formFields(context).some(({ signed }) => signed) ||
    context.enumerateIndirectObjects().some(([, object]) => isSignature(object))
  );
}

const usageKeys = ['UR', 'UR3'].map(name);

/** The dictionaries that grant usage rights and nothing else (ISO 32000-1 §12.8.2.3): no signer made them. */
function usageRights(context: PDFContext): ReadonlySet<PDFDict> {
  const permissions = catalogOf(context).dict.lookup(name('Perms'));
  if (!(permissions instanceof PDFDict)) return new Set();
  const rights = usageKeys.map((key) => permissions.lookup(key));
  return new Set(rights.filter((one) => one instanceof PDFDict).filter(grantsUsage));
}

function grantsUsage(rights: PDFDict): boolean {
  const references = rights.lookup(name('Reference'));
  if (!(references instanceof PDFArray) || references.size() === 0) return false;
  return Array.from({ length: references.size() }, (_, index) => references.lookup(index)).every((reference) => {
    const method = reference instanceof PDFDict ? reference.lookup(name('TransformMethod')) : undefined;
    return method instanceof PDFName && /^UR[23]?$/.test(method.decodeText());
  });
}

/** Usage rights hold for the bytes they were granted for: in a file that is written anew they would only be broken. */
export function dropUsageRights(context: PDFContext): void {
  catalogOf(context).dict.delete(name('Perms'));
}

/** One clean cross-reference over what is reachable: old revisions, hybrid tables and orphans are gone. */
export async function rewrite(context: PDFContext): Promise<Uint8Array> {
  const reachable = reachableFrom(context);
  for (const [ref] of context.enumerateIndirectObjects()) if (!reachable.has(ref)) context.delete(ref);
  catalogOf(context).dict.delete(name('Version'));
  const tableOnly = isPdfA1(context);
  context.header = tableOnly ? PDFHeader.forVersion(1, 4) : PDFHeader.forVersion(1, 7);
  if (!(context.lookup(context.trailerInfo.ID) instanceof PDFArray)) {
    const id = PDFHexString.of(
      createHash('sha256').update(String(context.largestObjectNumber)).digest('hex').slice(0, 32),
    );
    context.trailerInfo.ID = context.obj([id, id]);
  }
  const everyTick = Number.POSITIVE_INFINITY;
  const writer = tableOnly ? PDFWriter.forContext(context, everyTick) : PDFStreamWriter.forContext(context, everyTick);
  return writer.serializeToBuffer();
}

function reachableFrom(context: PDFContext): Set<PDFRef> {
  const seen = new Set<PDFRef>();
  const waiting: (PDFObject | undefined)[] = [
    context.trailerInfo.Root,
    context.trailerInfo.Info,
    context.trailerInfo.ID,
  ];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (object instanceof PDFRef) {
      if (seen.has(object)) continue;
      seen.add(object);
      waiting.push(context.lookup(object));
    } else for (const part of partsOf(object)) waiting.push(part);
  }
  return seen;
}

function partsOf(object: PDFObject | undefined): readonly PDFObject[] {
  if (object instanceof PDFDict) return object.values();
  if (object instanceof PDFStream) return object.dict.values();
  return object instanceof PDFArray ? object.asArray() : [];
}

/** PDF/A-1 forbids object streams and later headers; its metadata says so in plain XML. */
function isPdfA1(context: PDFContext): boolean {
  const metadata = catalogOf(context).dict.lookup(name('Metadata'));
  if (!(metadata instanceof PDFStream) || metadata.dict.has(name('Filter'))) return false;
  return /pdfaid:part(?:>|=["'])\s*1/.test(Buffer.from(metadata.getContents()).toString('latin1'));
}

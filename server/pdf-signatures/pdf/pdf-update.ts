import { DomainError } from '../../platform/errors.ts';
import { type PDFContext, PDFDict, PDFName, type PDFObject, PDFParser, PDFRef } from './pdf-lib.cjs';

/** An incremental update being prepared: objects of the file, and which of them this update writes anew. */
export interface PdfUpdate {
  readonly original: Uint8Array;
  readonly context: PDFContext;
  /** Marks an indirect object of the file as rewritten by this update. */
  change(ref: PDFRef): void;
  /** Adds a new indirect object. */
  add(object: PDFObject): PDFRef;
  /** The bytes to append, and where in the resulting file each written object starts. */
  write(): { readonly increment: Uint8Array; readonly offsets: ReadonlyMap<PDFRef, number> };
}

/** Parses a PDF into its objects; refuses what is encrypted (*có mật khẩu*) or cannot be read as a PDF. */
export async function parsePdf(bytes: Uint8Array): Promise<PDFContext> {
  const context = await PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY)
    .parseDocument()
    .catch((cause: unknown) => {
      throw new DomainError('invalid', 'pdf-unreadable', 'The file cannot be read as a PDF', { cause });
    });
  if (context.trailerInfo.Encrypt !== undefined) {
    throw new DomainError('invalid', 'pdf-encrypted', 'The PDF is encrypted; save it without a password first');
  }
  if (!(context.lookup(context.trailerInfo.Root) instanceof PDFDict)) {
    throw new DomainError('invalid', 'pdf-unreadable', 'The PDF has no document catalog');
  }
  return context;
}

/** The catalog of a parsed PDF with its reference. */
export function catalogOf(context: PDFContext): { ref: PDFRef; dict: PDFDict } {
  const ref = context.trailerInfo.Root;
  if (!(ref instanceof PDFRef)) throw new DomainError('invalid', 'pdf-unreadable', 'The PDF has no document catalog');
  return { ref, dict: context.lookup(ref, PDFDict) };
}

/** Opens a file for appending; what was there stays byte for byte, for signatures stand over it (ISO 32000-2 §7.5.6). */
export async function openUpdate(original: Uint8Array): Promise<PdfUpdate> {
  const context = await parsePdf(original);
  const written = new Set<PDFRef>();
  return {
    original,
    context,
    change: (ref) => void written.add(ref),
    add: (object) => {
      const ref = context.register(object);
      written.add(ref);
      return ref;
    },
    write: () => writeIncrement(original, context, [...written]),
  };
}

function writeIncrement(original: Uint8Array, context: PDFContext, refs: readonly PDFRef[]) {
  const previous = lastXref(original);
  const sorted = [...refs].sort((a, b) => a.objectNumber - b.objectNumber);
  const parts: Uint8Array[] = [];
  let position = original.length;
  const push = (bytes: Uint8Array | string): void => {
    const part = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    parts.push(part);
    position += part.length;
  };
  push(original.at(-1) === 0x0a ? '' : '\n');
  const offsets = new Map<PDFRef, number>();
  for (const ref of sorted) {
    offsets.set(ref, position);
    push(`${ref.objectNumber} ${ref.generationNumber} obj\n`);
    push(serialize(context.lookup(ref)));
    push('\nendobj\n');
  }
  const xrefOffset = position;
  if (previous.kind === 'table') {
    push(xrefTable(offsets));
    push(`trailer\n<<${trailerEntries(context, context.largestObjectNumber + 1, previous.offset)}>>`);
  } else {
    const ref = context.nextRef();
    offsets.set(ref, xrefOffset);
    push(xrefStream(ref, offsets, trailerEntries(context, ref.objectNumber + 1, previous.offset)));
  }
  push(`\nstartxref\n${xrefOffset}\n%%EOF\n`);
  return { increment: Buffer.concat(parts), offsets };
}

function serialize(object: PDFObject | undefined): Uint8Array {
  if (object === undefined) throw new Error('An update writes an object that does not exist');
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

/** Runs of consecutive object numbers, as both kinds of cross-reference want them. */
function runs(offsets: ReadonlyMap<PDFRef, number>): [PDFRef, number][][] {
  const sorted = [...offsets].sort(([a], [b]) => a.objectNumber - b.objectNumber);
  const result: [PDFRef, number][][] = [];
  for (const entry of sorted) {
    const run = result.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && last[0].objectNumber + 1 === entry[0].objectNumber) run.push(entry);
    else result.push([entry]);
  }
  return result;
}

function xrefTable(offsets: ReadonlyMap<PDFRef, number>): string {
  const sections = runs(offsets).map((run) => {
    const lines = run.map(([ref, offset]) => `${digits(offset, 10)} ${digits(ref.generationNumber, 5)} n \n`);
    return `${run[0]?.[0].objectNumber} ${run.length}\n${lines.join('')}`;
  });
  return `xref\n${sections.join('')}`;
}

function xrefStream(ref: PDFRef, offsets: ReadonlyMap<PDFRef, number>, trailer: string): Uint8Array {
  const sections = runs(offsets);
  const index = sections.map((run) => `${run[0]?.[0].objectNumber} ${run.length}`).join(' ');
  const rows = sections.flat().map(([entry, offset]) => {
    const row = Buffer.alloc(7);
    row.writeUInt8(1, 0);
    row.writeUInt32BE(offset, 1);
    row.writeUInt16BE(entry.generationNumber, 5);
    return row;
  });
  const body = Buffer.concat(rows);
  const dict = `<</Type /XRef /W [1 4 2] /Index [${index}] /Length ${body.length}${trailer}>>`;
  return Buffer.concat([
    Buffer.from(`${ref.objectNumber} 0 obj\n${dict}\nstream\n`, 'latin1'),
    body,
    Buffer.from('\nendstream\nendobj', 'latin1'),
  ]);
}

function trailerEntries(context: PDFContext, size: number, previous: number): string {
  const kept = (['Root', 'Info', 'ID'] as const).flatMap((key) => {
    const value = context.trailerInfo[key];
    return value === undefined ? [] : [` /${key} ${Buffer.from(serialize(value)).toString('latin1')}`];
  });
  return ` /Size ${size}${kept.join('')} /Prev ${previous}`;
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** Where the newest cross-reference starts and of which kind it is: an update keeps the kind, as some readers expect. */
function lastXref(bytes: Uint8Array): { offset: number; kind: 'table' | 'stream' } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const keyword = file.lastIndexOf('startxref');
  const offset = Number(/^startxref\s+(\d+)/.exec(file.toString('latin1', keyword, keyword + 40))?.[1]);
  const start = Number.isNaN(offset) ? '' : file.toString('latin1', offset, offset + 30);
  if (/^\s*xref\s/.test(start)) return { offset, kind: 'table' };
  if (/^\s*\d+\s+\d+\s+obj/.test(start)) return { offset, kind: 'stream' };
  throw new DomainError('invalid', 'pdf-unreadable', 'The last cross-reference of the PDF is damaged');
}

/** `/Key` as pdf-lib's interned name: shorter to read at the many places that need it. */
export const name = (key: string): PDFName => PDFName.of(key);

/** A copy of a dictionary, since others may share it; an empty one of what is none. */
export function copyOfDict(context: PDFContext, dict: unknown): PDFDict {
  const copy = context.obj({});
  if (dict instanceof PDFDict) for (const [key, value] of dict.entries()) copy.set(key, value);
  return copy;
}

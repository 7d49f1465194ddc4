import { PdfFile, type RevisionView } from '../../../server/pdf-signatures/pdf/reader/pdf-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  isReference,
  isStream,
  isString,
  type PdfDictionary,
  type PdfValue,
} from '../../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import { readForm } from '../../../server/pdf-signatures/pdf/reader/signature-fields.ts';

/** A file as the forger reads it: its newest view, and the numbers worth attacking. */
export interface Target {
  readonly bytes: Buffer;
  readonly view: RevisionView;
  readonly root: number;
  readonly form: number;
  readonly page: number;
  readonly size: number;
  /** Object number of a field, by its name. */
  field(name: string): number;
  dictionary(number: number): PdfDictionary;
}

const numberOf = (value: PdfValue | undefined): number => (isReference(value) ? value.number : 0);

/** Reads the file to attack. */
export function aTarget(pdf: Uint8Array): Target {
  const bytes = Buffer.from(pdf);
  const file = new PdfFile(bytes);
  const view = file.view(file.revisions.length - 1);
  const dictionary = (number: number): PdfDictionary => {
    const value = view.object(number);
    if (isDictionary(value)) return value;
    if (isStream(value)) return value.dictionary;
    throw new Error(`Object ${number} is no dictionary`);
  };
  const root = numberOf(view.trailer.entries.get('Root'));
  const pages = view.get(dictionary(root), 'Pages');
  const kids = isDictionary(pages) ? view.get(pages, 'Kids') : null;
  const size = view.trailer.entries.get('Size');
  return {
    bytes,
    view,
    root,
    form: numberOf(dictionary(root).entries.get('AcroForm')),
    page: isArray(kids) ? numberOf(kids[0]) : 0,
    size: typeof size === 'number' ? size : 0,
    field: (name) => readForm(view).fields.get(name)?.number ?? 0,
    dictionary,
  };
}

/** PDF syntax of a value, as a forger writes it back. */
export function written(value: PdfValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (isName(value))
    return `/${value.name.replace(/[^\w.+-]/g, (char) => `#${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
  if (isString(value)) return `<${Buffer.from(value.bytes).toString('hex')}>`;
  if (isReference(value)) return `${value.number} ${value.generation} R`;
  if (isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (isDictionary(value))
    return `<<${[...value.entries].map(([key, item]) => `/${key} ${written(item)}`).join(' ')}>>`;
  throw new Error('Streams are written by their own text');
}

/** A dictionary written back with some keys changed; undefined takes a key away. */
export function withKeys(dictionary: PdfDictionary, changes: Readonly<Record<string, string | undefined>>): string {
  const kept = [...dictionary.entries]
    .filter(([key]) => !(key in changes))
    .map(([key, value]) => `/${key} ${written(value)}`);
  const added = Object.entries(changes).flatMap(([key, text]) => (text === undefined ? [] : [`/${key} ${text}`]));
  return `<<${[...kept, ...added].join(' ')}>>`;
}

export const streamText = (content: string, keys = ''): string =>
  `<<${keys}/Length ${content.length}>>\nstream\n${content}\nendstream`;

export interface Update {
  /** Text of each object by number. */
  readonly objects: Readonly<Record<number, string>>;
  readonly freed?: readonly number[];
  /** Offsets to write instead of the true ones: an entry that points elsewhere. */
  readonly offsets?: Readonly<Record<number, number>>;
  /** Objects written into the bytes but left out of the cross-reference. */
  readonly unlisted?: readonly number[];
  readonly trailer?: Readonly<Record<string, string>>;
}

/** Appends an incremental update with a cross-reference table: what an attacker without any key can do. */
export function appendUpdate(pdf: Uint8Array, update: Update): Buffer {
  const target = aTarget(pdf);
  const text = Buffer.from(pdf).toString('latin1');
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  let body = text.endsWith('\n') ? '' : '\n';
  const offsets = new Map<number, number>();
  for (const [number, content] of Object.entries(update.objects)) {
    offsets.set(Number(number), pdf.length + body.length);
    body += `${number} 0 obj\n${content}\nendobj\n`;
  }
  const listed = [...offsets].filter(([number]) => !update.unlisted?.includes(number));
  const xref = pdf.length + body.length;
  body += 'xref\n';
  for (const [number, offset] of listed) {
    body += `${number} 1\n${String(update.offsets?.[number] ?? offset).padStart(10, '0')} 00000 n \n`;
  }
  for (const number of update.freed ?? []) body += `${number} 1\n0000000000 00001 f \n`;
  const size = Math.max(target.size, ...[...offsets.keys()].map((number) => number + 1));
  const trailer = { Size: String(size), Root: `${target.root} 0 R`, Prev: String(previous), ...update.trailer };
  body += `trailer\n<<${Object.entries(trailer)
    .map(([key, value]) => `/${key} ${value}`)
    .join(' ')}>>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(body, 'latin1')]);
}

/** The newest signature's dictionary keys as they stand in the bytes. */
export interface SignaturePlace {
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
  readonly rangeStart: number;
  readonly rangeEnd: number;
}

/** Where the last signature of a file has its `/ByteRange` and its `/Contents`. */
export function lastSignature(pdf: Uint8Array): SignaturePlace {
  const text = Buffer.from(pdf).toString('latin1');
  const [last] = [...text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].slice(-1);
  if (last === undefined) throw new Error('No signature to attack');
  const [whole, start, end, length] = last;
  const rangeStart = last.index;
  return {
    gapStart: Number(start),
    gapEnd: Number(end),
    end: Number(end) + Number(length),
    rangeStart,
    rangeEnd: rangeStart + whole.length,
  };
}

/** The bytes with a stretch overwritten by a text of the same length (spaces fill it). */
export function patched(pdf: Uint8Array, start: number, end: number, text: string): Buffer {
  if (text.length > end - start) throw new Error('The patch does not fit');
  const out = Buffer.from(pdf);
  out.write(text.padEnd(end - start, ' '), start, 'latin1');
  return out;
}

/** The value of the last signature replaced by another CMS, padded with zeros as before. */
export function withContents(pdf: Uint8Array, cms: Uint8Array): Buffer {
  const { gapStart, gapEnd } = lastSignature(pdf);
  const digits = gapEnd - gapStart - 2;
  if (cms.length * 2 > digits) throw new Error('The value does not fit');
  return patched(pdf, gapStart, gapEnd, `<${Buffer.from(cms).toString('hex').padEnd(digits, '0')}>`);
}

/** The bytes that the last signature covers. */
export function coveredBytes(pdf: Uint8Array): Buffer {
  const { gapStart, gapEnd, end } = lastSignature(pdf);
  return Buffer.concat([pdf.subarray(0, gapStart), pdf.subarray(gapEnd, end)]);
}

export const contentsOf = (pdf: Uint8Array): Buffer => {
  const { gapStart, gapEnd } = lastSignature(pdf);
  return Buffer.from(Buffer.from(pdf).toString('latin1', gapStart + 1, gapEnd - 1), 'hex');
};

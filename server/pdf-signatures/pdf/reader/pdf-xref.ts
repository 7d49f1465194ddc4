import { decodeStream } from './pdf-filters.ts';
import {
  isArray,
  isDictionary,
  isInteger,
  isName,
  isStream,
  malformed,
  type PdfDictionary,
  type PdfStream,
} from './pdf-objects.ts';
import { PdfReader } from './pdf-reader.ts';
import type { ReadingBudget } from './reading-budget.ts';

/** Steps of one entry: it is kept, and found again for every object. */
const entrySteps = 4;

/** Where an object lies: in the bytes, in an object stream, or nowhere any more. */
export type XrefEntry =
  | { readonly type: 'free' }
  | { readonly type: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly type: 'compressed'; readonly container: number; readonly index: number };

/** One cross-reference section with its trailer, as it stands at `offset`. */
export interface XrefSection {
  readonly offset: number;
  /** Behind the section: behind the trailer dictionary, or behind `endobj` of a cross-reference stream. */
  readonly end: number;
  readonly kind: 'table' | 'stream' | 'hybrid';
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDictionary;
  /** The object number of a cross-reference stream. */
  readonly streamObject?: number;
}

/** Reads the cross-reference section at an offset, table or stream (ISO 32000-2 §7.5.4, §7.5.8). */
export function readXrefSection(bytes: Buffer, offset: number, budget: ReadingBudget): XrefSection {
  if (offset >= bytes.length) throw malformed('A cross-reference lies beyond the end of the file');
  const reader = new PdfReader(bytes, offset, budget);
  if (!reader.keyword('xref')) return readXrefStream(reader, offset, budget);
  const entries = readTable(reader, budget);
  const trailer = reader.value();
  if (!isDictionary(trailer)) throw malformed('A cross-reference table has no trailer');
  const supplement = trailer.entries.get('XRefStm');
  if (supplement === undefined) return { offset, end: reader.position, kind: 'table', entries, trailer };
  if (!isInteger(supplement) || supplement <= 0) throw malformed('A hybrid cross-reference is malformed');
  const hidden = readXrefStream(new PdfReader(bytes, supplement, budget), supplement, budget);
  for (const [number, entry] of hidden.entries) {
    const inTable = entries.get(number);
    if (inTable === undefined || inTable.type === 'free') entries.set(number, entry);
  }
  return { offset, end: reader.position, kind: 'hybrid', entries, trailer };
}

function readTable(reader: PdfReader, budget: ReadingBudget): Map<number, XrefEntry> {
  const entries = new Map<number, XrefEntry>();
  while (!reader.keyword('trailer')) {
    const first = reader.integer();
    const count = reader.integer();
    if (first === undefined || count === undefined) throw malformed('A cross-reference table is malformed');
    for (let number = first; number < first + count; number += 1) {
      budget.work(entrySteps);
      const offset = reader.integer();
      const generation = reader.integer();
      if (offset === undefined || generation === undefined) throw malformed('A cross-reference entry is malformed');
      const used = reader.keyword('n');
      if (!used && !reader.keyword('f')) throw malformed('A cross-reference entry is of no known kind');
      if (entries.has(number)) throw malformed('A cross-reference section names an object twice');
      // offset 0 holds the header: writers mean "not there"
      entries.set(number, used && offset > 0 ? { type: 'offset', offset, generation } : { type: 'free' });
    }
  }
  return entries;
}

function readXrefStream(reader: PdfReader, offset: number, budget: ReadingBudget): XrefSection {
  const object = reader.indirectObject((length) => (isInteger(length) ? length : undefined));
  const stream = object.value;
  if (!isStream(stream) || !isName(stream.dictionary.entries.get('Type'), 'XRef')) {
    throw malformed('No cross-reference where one should be');
  }
  const entries = streamEntries(stream, decodeStream(stream, budget), budget);
  return { offset, end: object.end, kind: 'stream', entries, trailer: stream.dictionary, streamObject: object.number };
}

function streamEntries(stream: PdfStream, data: Buffer, budget: ReadingBudget): Map<number, XrefEntry> {
  const numbers = (key: string): number[] => {
    const value = stream.dictionary.entries.get(key);
    if (!isArray(value) || !value.every((item) => isInteger(item) && item >= 0)) throw malformed(`${key} is malformed`);
    return value.filter(isInteger);
  };
  const [w1 = 0, w2 = 0, w3 = 0] = numbers('W');
  const width = w1 + w2 + w3;
  if (w1 > 8 || w2 < 1 || w2 > 8 || w3 > 8) throw malformed('Widths of a cross-reference stream are malformed');
  const size = stream.dictionary.entries.get('Size');
  const index = stream.dictionary.entries.has('Index') ? numbers('Index') : [0, isInteger(size) ? size : 0];
  const entries = new Map<number, XrefEntry>();
  let at = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0;
    for (let number = first; number < first + (index[pair + 1] ?? 0); number += 1) {
      if (at + width > data.length) return entries;
      budget.work(entrySteps);
      const type = w1 === 0 ? 1 : unsigned(data, at, w1);
      const second = unsigned(data, at + w1, w2);
      const third = unsigned(data, at + w1 + w2, w3);
      at += width;
      if (entries.has(number)) throw malformed('A cross-reference section names an object twice');
      if (type === 1) entries.set(number, { type: 'offset', offset: second, generation: third });
      else if (type === 2) entries.set(number, { type: 'compressed', container: second, index: third });
      else entries.set(number, { type: 'free' });
    }
  }
  return entries;
}

/** A big-endian number of up to eight bytes; one beyond all files is refused. */
function unsigned(data: Buffer, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index += 1) value = value * 256 + (data[at + index] ?? 0);
  if (!Number.isSafeInteger(value)) throw malformed('A cross-reference entry is beyond all files');
  return value;
}

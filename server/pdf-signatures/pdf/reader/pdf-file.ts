import { decodeStream } from './pdf-filters.ts';
import {
  isDictionary,
  isInteger,
  isName,
  isReference,
  isStream,
  malformed,
  type PdfDictionary,
  type PdfValue,
} from './pdf-objects.ts';
import { PdfReader } from './pdf-reader.ts';
import { type Revision, readRevisions } from './pdf-revisions.ts';
import type { XrefEntry } from './pdf-xref.ts';
import { ReadingBudget } from './reading-budget.ts';

/** A file as a reader sees it after one of its revisions; objects are parsed when they are asked for, once. */
export class RevisionView {
  readonly index: number;
  readonly #file: PdfFile;
  /** What was asked for already: one object is asked for by its page, its form, its signature and each comparison. */
  readonly #objects = new Map<number, PdfValue>();

  constructor(file: PdfFile, index: number) {
    this.#file = file;
    this.index = index;
  }

  get trailer(): PdfDictionary {
    return this.revision.trailer;
  }

  get revision(): Revision {
    const revision = this.#file.revisions[this.index];
    if (revision === undefined) throw malformed('No such revision');
    return revision;
  }

  /** The newest entry for an object number up to this revision. */
  entry(number: number): XrefEntry | undefined {
    const history = this.#file.history(number);
    for (let at = history.length - 1; at >= 0; at -= 1) {
      const located = history[at];
      if (located !== undefined && located.revision <= this.index) return located.entry;
    }
    return undefined;
  }

  /** All object numbers in use at this revision. */
  numbers(): Set<number> {
    const numbers = new Set<number>();
    for (const number of this.#file.numbers()) {
      const entry = this.entry(number);
      if (entry !== undefined && entry.type !== 'free') numbers.add(number);
    }
    return numbers;
  }

  /** What is left to read this file with. */
  get budget(): ReadingBudget {
    return this.#file.budget;
  }

  /** A malformed part reads as null; a file that exhausts limits is refused as a whole. */
  broken(error: unknown): null {
    return this.#file.broken(error);
  }

  /** Pays for going through what this revision holds, once more for each revision. */
  work(steps: number): void {
    this.#file.budget.work(steps);
  }

  /** Where an object's bytes are, as a comparable text; undefined when it does not exist. */
  place(number: number): string | undefined {
    const entry = this.entry(number);
    if (entry === undefined || entry.type === 'free') return undefined;
    if (entry.type === 'offset') return String(entry.offset);
    const container = this.entry(entry.container);
    return container?.type === 'offset' ? `${container.offset}:${entry.index}` : undefined;
  }

  /** The object of a number; null when it does not exist or its entry points at something else (ISO 32000-2 §7.3.10). */
  object(number: number): PdfValue {
    const known = this.#objects.get(number);
    if (known !== undefined) return known;
    const value = this.#read(number);
    this.#objects.set(number, value);
    return value;
  }

  #read(number: number): PdfValue {
    const place = this.place(number);
    const entry = this.entry(number);
    if (place === undefined || entry === undefined || entry.type === 'free') return null;
    return this.#file.parsed(`${place} ${number}`, () =>
      entry.type === 'offset'
        ? this.#direct(number, entry.offset)
        : this.#compressed(number, entry.container, entry.index),
    );
  }

  /** A value with references followed to what they name; a chain of references that does not end is null. */
  resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let hops = 0; isReference(current); hops += 1) {
      if (hops > 32) return null;
      current = this.object(current.number);
    }
    return current;
  }

  /** The resolved value of a dictionary's key. */
  get(dictionary: PdfDictionary | undefined, key: string): PdfValue {
    return dictionary === undefined ? null : this.resolve(dictionary.entries.get(key));
  }

  /** The resolved dictionary at a key, if it is one. */
  dictionary(of: PdfDictionary | undefined, key: string): PdfDictionary | undefined {
    const value = this.get(of, key);
    return isDictionary(value) ? value : undefined;
  }

  get catalog(): PdfDictionary | undefined {
    return this.dictionary(this.trailer, 'Root');
  }

  #direct(number: number, offset: number): PdfValue {
    const { bytes } = this.#file;
    const reader = new PdfReader(bytes, offset, this.#file.budget);
    try {
      // Thousands of entries may point at one huge object that is none of theirs.
      if (new PdfReader(bytes, offset, this.#file.budget).integer() !== number) return null;
      const object = reader.indirectObject((length) => this.#lengthOf(length));
      const { end } = this.#file.revisionAt(offset);
      if (object.end > end) this.#file.crossing = true;
      return object.value;
    } catch (error) {
      return this.#file.broken(error);
    }
  }

  #lengthOf(length: PdfValue): number | undefined {
    if (!isReference(length)) return isInteger(length) && length >= 0 ? length : undefined;
    const entry = this.entry(length.number);
    if (entry?.type !== 'offset') return undefined;
    const reader = new PdfReader(this.#file.bytes, entry.offset, this.#file.budget);
    const value =
      reader.integer() === length.number && reader.integer() !== undefined && reader.keyword('obj') && reader.integer();
    return typeof value === 'number' ? value : undefined;
  }

  #compressed(number: number, container: number, index: number): PdfValue {
    const offset = this.entry(container);
    if (offset?.type !== 'offset') return null;
    const members = this.#file.members(offset.offset, () => this.object(container));
    const member = members[index];
    return member !== undefined && member.number === number ? member.value() : null;
  }
}

/** What one revision says of an object number. */
interface Located {
  readonly revision: number;
  readonly entry: XrefEntry;
}

interface Member {
  readonly number: number;
  value(): PdfValue;
}

/** The bytes of a PDF with its revisions; parsed objects are shared between the views of all revisions. */
export class PdfFile {
  readonly bytes: Buffer;
  readonly revisions: readonly Revision[];
  /** Bytes behind the last revision that are more than white space; an honest file has none. */
  readonly trailingBytes: number;
  /** An object was met that begins in one revision and ends in another: it was completed after it was signed. */
  crossing = false;
  readonly budget = new ReadingBudget();
  readonly #parsed = new Map<string, PdfValue>();
  readonly #members = new Map<number, readonly Member[]>();
  readonly #views = new Map<number, RevisionView>();
  readonly #histories = new Map<number, Located[]>();
  /** Number of each object stream, with the index of the first revision that has an entry in it. */
  #containers: ReadonlyMap<number, number> | undefined;
  /** Index of the first revision that has an entry pointing behind its own end, if any. */
  readonly #firstAhead: number;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    const { revisions, trailingBytes } = readRevisions(bytes, this.budget);
    this.revisions = revisions;
    this.trailingBytes = trailingBytes;
    this.#firstAhead = revisions.findIndex((revision) => pointsAhead(revision, bytes.length));
    for (const [revision, { entries }] of revisions.entries()) {
      for (const [number, entry] of entries) {
        const history = this.#histories.get(number);
        if (history === undefined) this.#histories.set(number, [{ revision, entry }]);
        else history.push({ revision, entry });
      }
    }
  }

  /** All entries of an object number, oldest first. */
  history(number: number): readonly Located[] {
    return this.#histories.get(number) ?? [];
  }

  /** All object numbers that any revision lists. */
  numbers(): Iterable<number> {
    return this.#histories.keys();
  }

  view(index: number): RevisionView {
    const view = this.#views.get(index) ?? new RevisionView(this, index);
    this.#views.set(index, view);
    return view;
  }

  /** The revision in whose bytes an offset lies. */
  revisionAt(offset: number): { readonly end: number } {
    return this.revisions.find(({ end }) => offset < end) ?? { end: this.bytes.length };
  }

  /** Entries up to a revision that point behind the end of their own revision: what they name could be added later. */
  pointsAhead(index: number): boolean {
    return this.#firstAhead >= 0 && this.#firstAhead <= index;
  }

  /** Whether entries up to a revision lie in this object stream. */
  isContainer(number: number, index: number): boolean {
    this.#containers ??= containersOf(this.revisions);
    return (this.#containers.get(number) ?? Number.POSITIVE_INFINITY) <= index;
  }

  parsed(place: string, parse: () => PdfValue): PdfValue {
    const known = this.#parsed.get(place);
    if (known !== undefined) return known;
    const value = parse();
    this.#parsed.set(place, value);
    return value;
  }

  /** A malformed object reads as null; a file that exhausts limits is refused as a whole. */
  broken(error: unknown): null {
    if (error instanceof Error && 'code' in error && error.code === 'pdf-malformed') return null;
    throw error;
  }

  members(offset: number, container: () => PdfValue): readonly Member[] {
    const known = this.#members.get(offset);
    if (known !== undefined) return known;
    this.#members.set(offset, []);
    const stream = container();
    let members: readonly Member[] = [];
    try {
      if (isStream(stream) && isName(stream.dictionary.entries.get('Type'), 'ObjStm')) {
        members = this.#readMembers(decodeStream(stream, this.budget), stream.dictionary);
      }
    } catch (error) {
      this.broken(error);
    }
    this.#members.set(offset, members);
    return members;
  }

  #readMembers(data: Buffer, dictionary: PdfDictionary): Member[] {
    const first = dictionary.entries.get('First');
    const count = dictionary.entries.get('N');
    if (!isInteger(first) || !isInteger(count) || count > data.length) throw malformed('An object stream is malformed');
    const header = new PdfReader(data, 0, this.budget);
    const members: Member[] = [];
    for (let index = 0; index < count; index += 1) {
      this.budget.work(2);
      const number = header.integer();
      const offset = header.integer();
      if (number === undefined || offset === undefined) throw malformed('An object stream is malformed');
      members.push({ number, value: () => this.#member(data, first + offset) });
    }
    return members;
  }

  #member(data: Buffer, at: number): PdfValue {
    try {
      return new PdfReader(data, at, this.budget).value();
    } catch (error) {
      return this.broken(error);
    }
  }
}

function pointsAhead({ entries, end }: Revision, length: number): boolean {
  for (const entry of entries.values()) {
    if (entry.type === 'offset' && entry.offset >= end && entry.offset < length) return true;
  }
  return false;
}

function containersOf(revisions: readonly Revision[]): Map<number, number> {
  const containers = new Map<number, number>();
  for (const [index, { entries }] of revisions.entries()) {
    for (const entry of entries.values()) {
      if (entry.type === 'compressed' && !containers.has(entry.container)) containers.set(entry.container, index);
    }
  }
  return containers;
}

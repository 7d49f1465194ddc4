import { DomainError } from '../../../platform/errors.ts';

/** A name object; its own type so that a name never equals a string. */
export interface PdfName {
  readonly kind: 'name';
  readonly name: string;
}

/** A literal or hexadecimal string, with its place in the bytes (from its first to behind its last delimiter). */
export interface PdfString {
  readonly kind: 'string';
  readonly bytes: Uint8Array;
  readonly hex: boolean;
  readonly start: number;
  readonly end: number;
}

export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

/** A dictionary; a key written twice is kept as a fact, since readers disagree on which one counts. */
export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
  readonly duplicateKeys: readonly string[];
}

/** A stream: its dictionary and its still encoded bytes. */
export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  readonly bytes: Uint8Array;
}

export type PdfArray = readonly PdfValue[];
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfReference
  | PdfArray
  | PdfDictionary
  | PdfStream;

/** The refusal of bytes that are no PDF objects. */
export const malformed = (message: string): DomainError => new DomainError('invalid', 'pdf-malformed', message);
/** The refusal of a file built to exhaust its reader. */
export const tooComplex = (message: string): DomainError => new DomainError('invalid', 'too-complex', message);

export const isArray = (value: PdfValue | undefined): value is PdfArray => Array.isArray(value);
const hasKind = (
  value: PdfValue | undefined,
): value is PdfName | PdfString | PdfReference | PdfDictionary | PdfStream =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isName = (value: PdfValue | undefined, name?: string): value is PdfName =>
  hasKind(value) && value.kind === 'name' && (name === undefined || value.name === name);
export const isString = (value: PdfValue | undefined): value is PdfString => hasKind(value) && value.kind === 'string';
export const isReference = (value: PdfValue | undefined): value is PdfReference =>
  hasKind(value) && value.kind === 'reference';
export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  hasKind(value) && value.kind === 'dictionary';
export const isStream = (value: PdfValue | undefined): value is PdfStream => hasKind(value) && value.kind === 'stream';
export const isInteger = (value: PdfValue | undefined): value is number => Number.isSafeInteger(value);

/** The same value, written in whatever way; references are compared as references, streams by their encoded bytes. */
export function sameValue(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === b) return true;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (!hasKind(a) || !hasKind(b) || a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'name':
      return isName(b, a.name);
    case 'string':
      return isString(b) && Buffer.compare(a.bytes, b.bytes) === 0;
    case 'reference':
      return isReference(b) && a.number === b.number && a.generation === b.generation;
    case 'dictionary':
      return isDictionary(b) && sameDictionary(a, b);
    case 'stream':
      return isStream(b) && sameDictionary(a.dictionary, b.dictionary) && Buffer.compare(a.bytes, b.bytes) === 0;
  }
}

function sameDictionary(a: PdfDictionary, b: PdfDictionary): boolean {
  if (a.entries.size !== b.entries.size || a.duplicateKeys.length + b.duplicateKeys.length > 0) return false;
  for (const [key, value] of a.entries) if (!b.entries.has(key) || !sameValue(value, b.entries.get(key))) return false;
  return true;
}

/** Visits the number of every object that a value refers to, wherever the reference stands. */
export function visitReferences(value: PdfValue, visit: (number: number) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isArray(value)) for (const item of value) visitReferences(item, visit);
  else if (value.kind === 'reference') visit(value.number);
  else if (value.kind === 'dictionary') for (const item of value.entries.values()) visitReferences(item, visit);
  else if (value.kind === 'stream') visitReferences(value.dictionary, visit);
}

/** Text of a string object: UTF-16BE or UTF-8 with their marks, else Latin-1 as the nearest to PDFDocEncoding. */
export function textOf(value: PdfString): string {
  const { buffer, byteOffset, byteLength } = value.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le'); // a copy: the bytes are the file's
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return bytes.toString('latin1');
}

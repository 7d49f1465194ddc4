import { DomainError } from '../../platform/errors.ts';

/** One DER value in place: nothing is copied, nothing below it is read before it is asked for. */
export interface DerValue {
  readonly tag: number;
  readonly bytes: Buffer;
  /** Where its tag and its content begin, where its content ends, and where the next value begins. */
  readonly start: number;
  readonly content: number;
  readonly contentEnd: number;
  readonly end: number;
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export const notDer = (message: string): DomainError => new DomainError('invalid', 'not-der', message);

const deepestIndefinite = 16;

/**
 * The value at an offset; refuses non-minimal lengths and what runs past `end` (X.690 §10). Indefinite lengths are read,
 * since one building of signing software writes its containers so; what was signed is always hashed as it stands.
 */
export function readDer(bytes: Buffer, start = 0, end = bytes.length, depth = 0): DerValue {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || start + 2 > end || (tag & 0x1f) === 0x1f)
    throw notDer('No DER value');
  if (first === 0x80) return readIndefinite(bytes, tag, start, end, depth);
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || start + 2 + count > end) throw notDer('A DER length is malformed');
  const length = count === 0 ? first : bytes.readUIntBE(start + 2, count);
  if (count > 0 && (length < 0x80 || length < 2 ** (8 * (count - 1)))) throw notDer('A DER length is not minimal');
  const content = start + 2 + count;
  if (content + length > end) throw notDer('A DER value runs past its end');
  return { tag, bytes, start, content, contentEnd: content + length, end: content + length };
}

function readIndefinite(bytes: Buffer, tag: number, start: number, end: number, depth: number): DerValue {
  if ((tag & 0x20) === 0 || depth > deepestIndefinite) throw notDer('A DER length is malformed');
  let at = start + 2;
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) at = readDer(bytes, at, end, depth + 1).end;
  if (at + 2 > end) throw notDer('A DER value runs past its end');
  return { tag, bytes, start, content: start + 2, contentEnd: at, end: at + 2 };
}

/** The values inside a constructed one. */
export function derChildren(parent: DerValue): DerValue[] {
  if ((parent.tag & 0x20) === 0) throw notDer('A primitive DER value has no parts');
  const parts: DerValue[] = [];
  for (let at = parent.content; at < parent.contentEnd; ) {
    const part = readDer(parent.bytes, at, parent.contentEnd);
    parts.push(part);
    at = part.end;
  }
  return parts;
}

/** The value itself, if it has the tag that the syntax demands. */
export function expectDer(value: DerValue | undefined, tag: number): DerValue {
  if (value === undefined || value.tag !== tag) throw notDer(`Expected tag ${tag}, found ${value?.tag ?? 'nothing'}`);
  return value;
}

export const derContent = (value: DerValue): Buffer => value.bytes.subarray(value.content, value.contentEnd);
export const derBytes = (value: DerValue): Buffer => value.bytes.subarray(value.start, value.end);

/** The parts of a SEQUENCE. */
export const derSequence = (value: DerValue | undefined): DerValue[] => derChildren(expectDer(value, derTag.sequence));

/** Context-specific tag [n], constructed. */
export const contextTag = (number: number): number => 0xa0 | number;

const oids = new Map<string, string>();

/** Dotted text of an OBJECT IDENTIFIER. */
export function derOid(value: DerValue | undefined): string {
  const content = derContent(expectDer(value, derTag.objectIdentifier));
  const key = content.toString('latin1');
  const known = oids.get(key);
  if (known !== undefined) return known;
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(2, Math.floor(first / 40));
  const text = [root, first - 40 * root, ...rest].join('.');
  if (oids.size < 1_000) oids.set(key, text);
  return text;
}

/** Bytes of an OCTET STRING, put together when it is written in pieces (BER, as containers around content often are). */
export function derOctets(value: DerValue | undefined): Buffer {
  if (value?.tag !== 0x24) return derContent(expectDer(value, derTag.octetString));
  return Buffer.concat(derChildren(value).map((piece) => derContent(expectDer(piece, derTag.octetString))));
}

/** A small non-negative INTEGER. */
export function derSmallInteger(value: DerValue | undefined): number {
  const content = derContent(expectDer(value, derTag.integer));
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80)
    throw notDer('An integer is out of range');
  return content.readUIntBE(0, content.length);
}

/** Bytes of a BIT STRING without unused bits. */
export function derBits(value: DerValue | undefined): Buffer {
  const content = derContent(expectDer(value, derTag.bitString));
  if (content[0] !== 0) throw notDer('A bit string has unused bits');
  return content.subarray(1);
}

/** UTCTime or GeneralizedTime as a moment; only the Zulu forms that DER allows. */
export function derTime(value: DerValue | undefined): Date {
  if (value === undefined) throw notDer('A time is missing');
  const text = derContent(value).toString('latin1');
  const match =
    value.tag === derTag.utcTime
      ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/.exec(text)
      : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(text);
  if (match === null || (value.tag !== derTag.utcTime && value.tag !== derTag.generalizedTime))
    throw notDer('A time is malformed');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const full = value.tag === derTag.utcTime ? (year >= 50 ? 1900 + year : 2000 + year) : year;
  return new Date(Date.UTC(full, month - 1, day, hour, minute, second));
}

/** Text of any of the string types of a name: UTF-8, printable, T61, IA5, BMP. */
export function derText(value: DerValue): string {
  const content = derContent(value);
  if (value.tag === 0x1e && content.length % 2 === 0) return Buffer.from(content).swap16().toString('utf16le');
  return content.toString(value.tag === 0x14 ? 'latin1' : 'utf8');
}

import {
  isDictionary,
  malformed,
  type PdfDictionary,
  type PdfName,
  type PdfStream,
  type PdfValue,
  tooComplex,
} from './pdf-objects.ts';
import { ReadingBudget } from './reading-budget.ts';

const deepest = 100;
/** No honest number is longer; the pattern for numbers would take its square of time on a dishonest one. */
const longestNumber = 400;
/** Steps of an empty array; a dictionary takes twice as much memory. */
const containerSteps = 4;
const digit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

// ISO 32000-2 §7.2.3: 1 white space, 2 delimiter, 0 regular
const classes = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = 1;
for (const byte of Buffer.from('()<>[]{}/%')) classes[byte] = 2;
const isSpace = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 1;
const isRegular = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 0;

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** The names that came last: a few dozen make up nearly every file, and to spell one anew takes longer than to read the rest of its entry. */
const usualNames: (PdfName | undefined)[] = Array.from({ length: 1024 }, () => undefined);
const usualLetters = 32;

const escapes = new Map<number, number>([
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x62, 8],
  [0x66, 12],
]);

/** An indirect object as it stands in the bytes, `end` behind its `endobj`. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  readonly end: number;
}

/** Reads PDF syntax from a position; every malformed construct is refused, never guessed at. */
export class PdfReader {
  readonly bytes: Buffer;
  position: number;
  readonly #budget: ReadingBudget;

  constructor(bytes: Buffer, position = 0, budget = new ReadingBudget()) {
    this.bytes = bytes;
    this.position = position;
    this.#budget = budget;
  }

  /** White space and comments. */
  skipSpace(): void {
    const { bytes } = this;
    for (;;) {
      this.skipWhiteSpace();
      if (bytes[this.position] !== 0x25) return;
      const start = this.position;
      while (this.position < bytes.length && bytes[this.position] !== 10 && bytes[this.position] !== 13)
        this.position += 1;
      this.#budget.scan(this.position - start);
    }
  }

  skipWhiteSpace(): void {
    const start = this.position;
    while (isSpace(this.bytes[this.position])) this.position += 1;
    this.#budget.scan(this.position - start);
  }

  /** True and behind the keyword, when it is the next token; otherwise nothing moves. */
  keyword(word: string): boolean {
    const start = this.position;
    this.skipSpace();
    for (let index = 0; index < word.length; index += 1) {
      if (this.bytes[this.position + index] !== word.charCodeAt(index)) {
        this.position = start;
        return false;
      }
    }
    if (isRegular(this.bytes[this.position + word.length])) {
      this.position = start;
      return false;
    }
    this.position += word.length;
    return true;
  }

  /** An unsigned integer as the next token, or undefined and nothing moves. */
  integer(): number | undefined {
    const start = this.position;
    this.skipSpace();
    let value = 0;
    let digits = 0;
    while (digits < 16 && digit(this.bytes[this.position])) {
      value = value * 10 + (this.bytes[this.position] ?? 0) - 0x30;
      this.position += 1;
      digits += 1;
    }
    if (digits === 0 || digits > 15 || isRegular(this.bytes[this.position])) {
      this.position = start;
      return undefined;
    }
    return value;
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw tooComplex('Objects are nested too deeply');
    this.#budget.work(1);
    this.skipSpace();
    const byte = this.bytes[this.position];
    if (byte === undefined) throw malformed('The file ends inside an object');
    if (byte === 0x2f) return this.#name();
    if (digit(byte)) return this.#numberOrReference();
    if (byte === 0x3c) return this.bytes[this.position + 1] === 0x3c ? this.#dictionary(depth) : this.#hexString();
    if (byte === 0x28) return this.#literalString();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.#number();
    if (this.keyword('null')) return null;
    if (this.keyword('true')) return true;
    if (this.keyword('false')) return false;
    throw malformed(`Unexpected byte ${byte} at ${this.position}`);
  }

  /** `n g obj … endobj` at the position; `lengthOf` resolves a stream length that is a reference. */
  indirectObject(lengthOf: (length: PdfValue) => number | undefined): IndirectObject {
    const number = this.integer();
    const generation = number === undefined ? undefined : this.integer();
    if (number === undefined || generation === undefined || !this.keyword('obj')) {
      throw malformed(`No object at ${this.position}`);
    }
    let value = this.value();
    if (isDictionary(value) && this.keyword('stream')) value = this.#stream(value, lengthOf);
    if (!this.keyword('endobj')) throw malformed(`Object ${number} has no end`);
    return { number, generation, value, end: this.position };
  }

  #stream(dictionary: PdfDictionary, lengthOf: (length: PdfValue) => number | undefined): PdfStream {
    const { bytes } = this;
    if (bytes[this.position] === 13) this.position += 1;
    if (bytes[this.position] === 10) this.position += 1;
    const start = this.position;
    const length = lengthOf(dictionary.entries.get('Length') ?? null);
    if (length !== undefined && start + length <= bytes.length) {
      this.position = start + length;
      if (this.keyword('endstream'))
        return { kind: 'stream', dictionary, bytes: bytes.subarray(start, start + length) };
    }
    const end = bytes.indexOf('endstream', start, 'latin1');
    this.#budget.scan((end < 0 ? bytes.length : end) - start);
    if (end < 0) throw malformed('A stream has no end');
    this.position = end + 'endstream'.length;
    return { kind: 'stream', dictionary, bytes: bytes.subarray(start, end) };
  }

  #number(): number {
    const start = this.position;
    const plain = this.#plainNumber();
    if (plain !== undefined) return plain;
    this.position = start;
    this.#skipRegular();
    const text = this.bytes.toString('latin1', start, Math.min(this.position, start + longestNumber));
    if (this.position - start >= longestNumber || !/^[+-]{0,2}(\d+\.?\d*|\.\d+)(-\d*)?$/.test(text))
      throw malformed(`No number: ${text.slice(0, 20)}`);
    return Number.parseFloat(text.replace(/^[+-]*(?=-)|^\+/, ''));
  }

  /**
   * A number as nearly all are written – a sign, digits, a point, digits, fifteen in all at most –, or undefined. Both parts of the division are
   * exact, so that it gives what `parseFloat` does.
   */
  #plainNumber(): number | undefined {
    const { bytes } = this;
    const isNegative = bytes[this.position] === 0x2d;
    if (isNegative) this.position += 1;
    let [digits, value, scale] = [0, 0, 0];
    for (; digits <= 15; this.position += 1) {
      const byte = bytes[this.position];
      if (byte === 0x2e && scale === 0) scale = 1;
      else if (byte !== undefined && digit(byte)) {
        value = value * 10 + byte - 0x30;
        digits += 1;
        if (scale > 0) scale *= 10;
      } else break;
    }
    if (digits === 0 || digits > 15 || isRegular(bytes[this.position])) return undefined;
    return (isNegative ? -value : value) / (scale === 0 ? 1 : scale);
  }

  #numberOrReference(): PdfValue {
    const number = this.integer();
    if (number === undefined) return this.#number();
    const behind = this.position;
    if (isSpace(this.bytes[behind]) && number > 0 && number < 8_388_608) {
      const generation = this.integer();
      if (generation !== undefined && generation <= 65_535 && this.keyword('R')) {
        return { kind: 'reference', number, generation };
      }
    }
    this.position = behind;
    return number;
  }

  #name(): PdfName {
    const { bytes } = this;
    const start = this.position + 1;
    let slot = 0;
    for (this.position = start; isRegular(bytes[this.position]); this.position += 1)
      slot = (slot * 31 + (bytes[this.position] ?? 0)) & (usualNames.length - 1);
    this.#budget.scan(this.position - start);
    const usual = usualNames[slot];
    if (usual !== undefined && this.#stands(usual.name, start)) return usual;
    const name = this.#spelledName(start);
    if (this.position - start <= usualLetters && name.name.length === this.position - start) usualNames[slot] = name;
    return name;
  }

  /** Whether these letters and no more stand between a place and the position. */
  #stands(text: string, start: number): boolean {
    if (this.position - start !== text.length) return false;
    for (let index = 0; index < text.length; index += 1)
      if (this.bytes[start + index] !== text.charCodeAt(index)) return false;
    return true;
  }

  #spelledName(start: number): PdfName {
    const raw = this.bytes.toString('latin1', start, this.position);
    const name = raw.includes('#')
      ? raw.replace(/#([0-9A-Fa-f]{2})/g, (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : raw;
    return { kind: 'name', name };
  }

  #skipRegular(): void {
    const start = this.position;
    while (isRegular(this.bytes[this.position])) this.position += 1;
    this.#budget.scan(this.position - start);
  }

  #hexString(): PdfValue {
    const start = this.position;
    const close = this.bytes.indexOf(0x3e, start);
    this.#budget.scan((close < 0 ? this.bytes.length : close) - start);
    if (close < 0) throw malformed('A hexadecimal string has no end');
    const digits = this.bytes.subarray(start + 1, close);
    const decoded = Buffer.from(digits.toString('latin1'), 'hex');
    this.position = close + 1;
    const bytes = decoded.length * 2 === digits.length ? decoded : spacedHex(digits);
    return { kind: 'string', bytes, hex: true, start, end: this.position };
  }

  #literalString(): PdfValue {
    const { bytes } = this;
    const start = this.position;
    const end = this.#endOfLiteral();
    const out = new Uint8Array(end - start);
    let length = 0;
    for (this.position += 1; this.position < end - 1; ) {
      const byte = bytes[this.position] ?? 0;
      this.position += 1;
      const value = byte === 0x5c ? this.#escape() : byte;
      if (value !== undefined) {
        out[length] = value;
        length += 1;
      }
    }
    this.position = end;
    return { kind: 'string', bytes: out.subarray(0, length), hex: false, start, end };
  }

  /** Behind the parenthesis that closes a literal string. */
  #endOfLiteral(): number {
    const { bytes, position: start } = this;
    let depth = 0;
    let at = start;
    do {
      const byte = bytes[at];
      if (byte === undefined) break;
      if (byte === 0x5c) at += 1;
      else if (byte === 0x28) depth += 1;
      else if (byte === 0x29) depth -= 1;
      at += 1;
    } while (depth > 0);
    this.#budget.scan(at - start);
    if (depth > 0 || at > bytes.length) throw malformed('A string has no end');
    return at;
  }

  /** The byte that an escape stands for; none for a line that goes on. */
  #escape(): number | undefined {
    const { bytes } = this;
    const byte = bytes[this.position];
    this.position += 1;
    if (byte === undefined) return undefined;
    if (byte >= 0x30 && byte <= 0x37) {
      let code = byte - 0x30;
      for (let more = 0; more < 2; more += 1) {
        const next = bytes[this.position];
        if (next === undefined || next < 0x30 || next > 0x37) break;
        code = code * 8 + next - 0x30;
        this.position += 1;
      }
      return code & 255;
    }
    if (byte === 13 && bytes[this.position] === 10) this.position += 1;
    return byte === 13 || byte === 10 ? undefined : (escapes.get(byte) ?? byte);
  }

  #array(depth: number): PdfValue {
    this.position += 1;
    this.#budget.work(containerSteps);
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.position] === 0x5d) {
        this.position += 1;
        return items;
      }
      items.push(this.value(depth + 1));
    }
  }

  #dictionary(depth: number): PdfDictionary {
    this.position += 2;
    this.#budget.work(2 * containerSteps);
    const entries = new Map<string, PdfValue>();
    const duplicateKeys: string[] = [];
    for (;;) {
      this.skipSpace();
      const byte = this.bytes[this.position];
      if (byte === 0x3e && this.bytes[this.position + 1] === 0x3e) {
        this.position += 2;
        return { kind: 'dictionary', entries, duplicateKeys };
      }
      if (byte !== 0x2f) throw malformed(`No key at ${this.position}`);
      const { name } = this.#name();
      if (entries.has(name)) duplicateKeys.push(name);
      entries.set(name, this.value(depth + 1));
    }
  }
}

/** Hexadecimal digits with white space between them; an odd last one counts as followed by 0 (ISO 32000-2 §7.3.4.3). */
function spacedHex(digits: Buffer): Uint8Array {
  const out = new Uint8Array(Math.ceil(digits.length / 2));
  let count = 0;
  for (const byte of digits) {
    const value = hexValue(byte);
    if (value >= 0) {
      out[count >> 1] = (out[count >> 1] ?? 0) | (value << (count % 2 === 0 ? 4 : 0));
      count += 1;
    } else if (!isSpace(byte)) throw malformed('A hexadecimal string holds something else');
  }
  return out.subarray(0, Math.ceil(count / 2));
}

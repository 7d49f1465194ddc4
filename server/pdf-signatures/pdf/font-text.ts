import type { RevisionView } from './reader/pdf-file.ts';
import { decodeStream } from './reader/pdf-filters.ts';
import { isArray, isDictionary, isName, isStream, type PdfDictionary, type PdfStream } from './reader/pdf-objects.ts';

/** The text that a font's codes stand for; undefined when the font does not say it of one of them. */
export type FontText = (codes: Uint8Array) => string | undefined;

/**
 * What the codes of a font mean (ISO 32000-2 §9.10.2): by its `/ToUnicode` map, else by the encoding of a simple font. What a font
 * means by its glyph numbers alone is not guessed at.
 */
export function fontText(view: RevisionView, font: PdfDictionary): FontText {
  const text = known.get(font) ?? readFont(view, font);
  known.set(font, text);
  return text;
}

const known = new WeakMap<PdfDictionary, FontText>();

function readFont(view: RevisionView, font: PdfDictionary): FontText {
  const map = view.get(font, 'ToUnicode');
  if (isStream(map)) return byMap(unicodeMap(view, map));
  return isName(view.get(font, 'Subtype'), 'Type0') ? () => undefined : byEncoding(view, font);
}

interface UnicodeMap {
  /** Bytes of a code. */
  readonly width: number;
  readonly texts: ReadonlyMap<number, string>;
}

function byMap({ width, texts }: UnicodeMap): FontText {
  return (codes) => {
    if (codes.length % width !== 0) return undefined;
    let text = '';
    for (let at = 0; at < codes.length; at += width) {
      const said = texts.get(Buffer.from(codes).readUIntBE(at, width));
      if (said === undefined) return undefined;
      text += said;
    }
    return text;
  };
}

const longestRange = 65_536;

function unicodeMap(view: RevisionView, stream: PdfStream): UnicodeMap {
  const map = decodeStream(stream, view.budget).toString('latin1');
  view.work(map.length >> 3);
  const texts = new Map<number, string>();
  const code = (hex: string): number => Number.parseInt(hex, 16);
  // One by one in JavaScript: nearly every letter is one unit, and a Buffer for each takes longer than all the rest.
  const unit = (hex: string): string => {
    if (hex.length <= 4) return String.fromCharCode(code(hex));
    let text = '';
    for (let at = 0; at < hex.length; at += 4) text += String.fromCharCode(code(hex.slice(at, at + 4)));
    return text;
  };
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from = '', to = ''] of block.matchAll(/<([0-9a-f]+)>\s*<((?:[0-9a-f]{4})+|[0-9a-f]{2})>/gi))
      texts.set(code(from), unit(to));
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]{4})>|\[([^\]]*)\])/gi);
    for (const [, from = '', to = '', start, list] of ranges) {
      const count = Math.min(code(to) - code(from) + 1, longestRange);
      view.work(Math.max(count, 0) >> 2);
      const each = [...(list ?? '').matchAll(/<((?:[0-9a-f]{4})+)>/gi)].map(([, text = '']) => unit(text));
      for (let index = 0; index < count; index += 1) {
        const text = start === undefined ? each[index] : String.fromCharCode(code(start) + index);
        if (text !== undefined) texts.set(code(from) + index, text);
      }
    }
  }
  const [, lowest = '00'] = /begincodespacerange\s*<([0-9a-f]+)>/i.exec(map) ?? [];
  return { width: Math.max(1, Math.min(4, lowest.length >> 1)), texts };
}

const decoders = {
  WinAnsiEncoding: new TextDecoder('windows-1252'),
  MacRomanEncoding: new TextDecoder('macintosh'),
};

/** The encodings of a simple font: a named one, or the letters of ASCII that all of them share, with single codes named anew. */
function byEncoding(view: RevisionView, font: PdfDictionary): FontText {
  const symbolic = view.get(font, 'BaseFont');
  if (isName(symbolic) && /Symbol|Dingbats/.test(symbolic.name)) return () => undefined;
  const encoding = view.get(font, 'Encoding');
  const base = isDictionary(encoding) ? view.get(encoding, 'BaseEncoding') : encoding;
  const decoder = isName(base, 'MacRomanEncoding')
    ? decoders.MacRomanEncoding
    : isName(base, 'WinAnsiEncoding')
      ? decoders.WinAnsiEncoding
      : undefined;
  const named = isDictionary(encoding) ? differencesOf(view, encoding) : new Map<number, string | undefined>();
  return (codes) => {
    let text = '';
    for (const code of codes) {
      const plain = code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : undefined;
      const said = named.has(code) ? named.get(code) : (decoder?.decode(Uint8Array.of(code)) ?? plain);
      if (said === undefined) return undefined;
      text += said;
    }
    return text;
  };
}

function differencesOf(view: RevisionView, encoding: PdfDictionary): Map<number, string | undefined> {
  const named = new Map<number, string | undefined>();
  const differences = view.get(encoding, 'Differences');
  let code = 0;
  for (const item of isArray(differences) ? differences : []) {
    const entry = view.resolve(item);
    if (typeof entry === 'number') code = entry;
    else if (isName(entry)) {
      named.set(code, letterNamed(entry.name));
      code += 1;
    }
  }
  return named;
}

/** Names of signs that stand in amounts, dates and names; letters are named by themselves, others by their code. */
const signs: Readonly<Record<string, string>> = {
  space: ' ', exclam: '!', quotedbl: '"', numbersign: '#', dollar: '$', percent: '%', ampersand: '&', quotesingle: "'",
  parenleft: '(', parenright: ')', asterisk: '*', plus: '+', comma: ',', hyphen: '-', minus: '-', period: '.', slash: '/',
  zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9',
  colon: ':', semicolon: ';', less: '<', equal: '=', greater: '>', question: '?', at: '@', underscore: '_', grave: '`',
  quoteleft: '‘', quoteright: '’', quotedblleft: '“', quotedblright: '”', endash: '–', emdash: '—', ellipsis: '…', bullet: '•',
  nbspace: ' ', dcroat: 'đ', Dcroat: 'Đ',
}; // biome-ignore format: a table reads best as one

function letterNamed(name: string): string | undefined {
  if (/^[A-Za-z]$/.test(name)) return name;
  const [, hex] = /^(?:uni|u)([0-9A-F]{4,6})$/.exec(name) ?? [];
  if (hex !== undefined) {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  }
  return Object.hasOwn(signs, name) ? signs[name] : accented(name);
}

const accents: Readonly<Record<string, string>> = {
  grave: '\u0300', acute: '\u0301', circumflex: '\u0302', tilde: '\u0303', breve: '\u0306', dieresis: '\u0308', horn: '\u031b',
}; // biome-ignore format: a table reads best as one

/** Letters with one mark, as `eacute`. */
function accented(name: string): string | undefined {
  const [, letter = '', mark = ''] = /^([A-Za-z])([a-z]+)$/.exec(name) ?? [];
  const accent = Object.hasOwn(accents, mark) ? accents[mark] : undefined;
  return accent === undefined ? undefined : (letter + accent).normalize('NFC');
}

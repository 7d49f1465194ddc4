import { create } from '@cantoo/fontkit';
import {
  decodePDFRawStream,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
} from '../../pdf/pdf-lib.cjs';
import { name } from '../../pdf/pdf-update.ts';
import type { PreflightBounds, PreflightFinding } from './preflight-finding.ts';

/**
 * Fonts that draw another letter than their text says: a search or a screen reader finds "không", the page shows "có". Told where a
 * font says itself which letter each glyph is – by its character map, or by the names in its encoding – and `/ToUnicode` differs.
 */
export function lyingFonts(context: PDFContext, { fontBytes }: PreflightBounds): PreflightFinding[] {
  return context.enumerateIndirectObjects().flatMap(([, object]): PreflightFinding[] => {
    if (!(object instanceof PDFDict) || object.lookup(name('Type')) !== name('Font')) return [];
    const text = textOf(object);
    if (text.size === 0) return [];
    const base = object.lookup(name('BaseFont'));
    const title = base instanceof PDFName ? base.decodeText().replace(/^[A-Z]{6}\+/, '') : '';
    if (programOf(object).length > fontBytes) return [{ code: 'font-not-looked-at', detail: title }];
    const lies = [...(isComposite(object) ? byCharacterMap(object, text) : byNames(object, text))];
    const [first] = lies;
    if (first === undefined) return [];
    return [{ code: 'font-lies', detail: `${title}: ${first.shown} → ${first.said}` }];
  });
}

interface Lie {
  readonly shown: string;
  readonly said: string;
}

const isComposite = (font: PDFDict): boolean => font.lookup(name('Subtype')) === name('Type0');

/** Character codes with the text they stand for (ISO 32000-2 §9.10.3). */
function textOf(font: PDFDict): Map<number, string> {
  const stream = font.lookup(name('ToUnicode'));
  const codes = new Map<number, string>();
  if (!(stream instanceof PDFRawStream)) return codes;
  const map = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
  const unit = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9a-f]+)>\s*<((?:[0-9a-f]{4})+)>/gi))
      codes.set(Number.parseInt(code, 16), unit(text));
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]{4})>|\[([^\]]*)\])/gi);
    for (const [, from = '', to = '', start, list] of ranges) {
      const first = Number.parseInt(from, 16);
      const length = Math.min(Number.parseInt(to, 16) - first + 1, 65_536);
      const texts = [...(list ?? '').matchAll(/<((?:[0-9a-f]{4})+)>/gi)].map(([, text = '']) => unit(text));
      for (let index = 0; index < length; index += 1) {
        const text = start === undefined ? texts[index] : String.fromCharCode(Number.parseInt(start, 16) + index);
        if (text !== undefined) codes.set(first + index, text);
      }
    }
  }
  return codes;
}

/** Composite fonts: the glyph that a code draws against the glyph that the font's own character map has for the text. */
function* byCharacterMap(font: PDFDict, text: ReadonlyMap<number, string>): Generator<Lie> {
  const descendants = font.lookup(name('DescendantFonts'));
  const descendant = descendants instanceof PDFArray ? descendants.lookup(0) : undefined;
  const encoding = font.lookup(name('Encoding'));
  if (!(descendant instanceof PDFDict) || encoding !== name('Identity-H')) return;
  const map = descendant.lookup(name('CIDToGIDMap'));
  if (map !== undefined && map !== name('Identity')) return;
  const letters = lettersOf(descendant);
  for (const [code, said] of text) {
    const drawn = letters.get(code) ?? [];
    const [shown] = drawn;
    if (shown !== undefined && isLetter(shown) && drawn.every((letter) => differ(letter, said))) yield { shown, said };
  }
}

/** Which letters each glyph of an embedded TrueType program draws – Latin Ə and Cyrillic Ә alike –, as far as it keeps its character map. */
function lettersOf(descendant: PDFDict): Map<number, string[]> {
  const letters = new Map<number, string[]>();
  const stream = embeddedIn(descendant);
  if (stream === undefined) return letters;
  try {
    const program = create(Buffer.from(decodePDFRawStream(stream).decode()));
    if (!('characterSet' in program)) return letters;
    for (const codePoint of program.characterSet) {
      const glyph = program.glyphForCodePoint(codePoint)?.id;
      if (glyph === undefined || glyph === 0) continue;
      letters.set(glyph, [...(letters.get(glyph) ?? []), String.fromCodePoint(codePoint)]);
    }
  } catch {
    letters.clear(); // a subset without the table that says which letter is which tells nothing
  }
  return letters;
}

function embeddedIn(font: PDFDict): PDFRawStream | undefined {
  const descriptor = font.lookup(name('FontDescriptor'));
  const stream = descriptor instanceof PDFDict ? descriptor.lookup(name('FontFile2')) : undefined;
  return stream instanceof PDFRawStream ? stream : undefined;
}

/** The embedded program of a font as it lies in the file, as far as it is one that tells its letters. */
function programOf(font: PDFDict): Uint8Array {
  const descendants = font.lookup(name('DescendantFonts'));
  const descendant = descendants instanceof PDFArray ? descendants.lookup(0) : font;
  return (descendant instanceof PDFDict && embeddedIn(descendant)?.contents) || new Uint8Array();
}

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Simple fonts: the glyph names of the encoding, as far as they are those of letters and digits. */
function* byNames(font: PDFDict, text: ReadonlyMap<number, string>): Generator<Lie> {
  const encoding = font.lookup(name('Encoding'));
  const differences = encoding instanceof PDFDict ? encoding.lookup(name('Differences')) : undefined;
  if (!(differences instanceof PDFArray)) return;
  let code = 0;
  for (const entry of differences.asArray()) {
    if (entry instanceof PDFNumber) code = entry.asNumber();
    else if (entry instanceof PDFName) {
      const glyph = entry.decodeText();
      const shown = /^[A-Za-z]$/.test(glyph)
        ? glyph
        : digits.includes(glyph)
          ? String(digits.indexOf(glyph))
          : undefined;
      const said = text.get(code);
      if (shown !== undefined && said !== undefined && differ(shown, said)) yield { shown, said };
      code += 1;
    }
  }
}

const isLetter = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Marks, ligatures and compatibility forms aside, the two must be one letter. */
const differ = (shown: string, said: string): boolean => isLetter(said) && plain(shown) !== plain(said);
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

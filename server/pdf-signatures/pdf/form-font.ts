import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync, inflateSync } from 'node:zlib';
import { create, type Glyph } from '@cantoo/fontkit';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from './pdf-lib.cjs';
import { catalogOf, name, type PdfUpdate } from './pdf-update.ts';

/** The faces that filled fields and text appearances are set in: Tinos has the widths of Times New Roman (NĐ 30). */
export type FormFace = 'regular' | 'italic';

/** A font embedded in a file, ready to set text in it without embedding anything again. */
export interface FormFont {
  readonly resource: string;
  readonly ref: PDFRef;
  /** The text as the hexadecimal codes of this font; refuses nothing: a letter the font lacks becomes a blank. */
  encode(text: string): string;
  /** Width of the text in points. */
  width(text: string, size: number): number;
}

/** The names of the faces in the form's resources. */
export const resourceOf: Record<FormFace, string> = { regular: 'VbTinos', italic: 'VbTinosItalic' };
const fileOf: Record<FormFace, string> = {
  regular: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  italic: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
};

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const vowels = [...'aăâeêioôơuưy'].flatMap((vowel) =>
  ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
);
const letters = [...vowels, 'đ'];
const charactersOf: Record<FormFace, readonly string[]> = {
  regular: [...new Set([...ascii, ...letters, ...letters.map((letter) => letter.toUpperCase()), '–'])],
  italic: ascii,
};

interface Subset {
  readonly file: Uint8Array;
  readonly length: number;
  readonly widths: readonly number[];
  readonly toUnicode: string;
  readonly descriptor: Record<string, string | number | number[]>;
}

const subsets = new Map<FormFace, Subset>();

/** Code n of the subset is the n-th character of the list: fontkit numbers glyphs in the order they are included. */
function subsetOf(face: FormFace): Subset {
  const known = subsets.get(face);
  if (known !== undefined) return known;
  const font = create(readFileSync(createRequire(import.meta.url).resolve(fileOf[face])));
  if (!('createSubset' in font)) throw new Error('Tinos is a single font, not a collection');
  const scale = 1000 / font.unitsPerEm;
  const round = (units: number): number => Math.round(units * scale);
  const subset = font.createSubset();
  const glyphOf = (codePoint: number): Glyph => {
    const glyph = font.glyphForCodePoint(codePoint);
    if (glyph === null) throw new Error(`Tinos has no glyph for U+${codePoint.toString(16)}`);
    return glyph;
  };
  const glyphs = charactersOf[face].map((character) => glyphOf(character.codePointAt(0) ?? 0));
  for (const glyph of glyphs) subset.includeGlyph(glyph);
  const file = subset.encode();
  const made: Subset = {
    file: deflateSync(file),
    length: file.length,
    widths: [glyphOf(0), ...glyphs].map((glyph) => round(glyph.advanceWidth)),
    toUnicode: toUnicodeMap(charactersOf[face]),
    descriptor: {
      Flags: face === 'italic' ? 0x46 : 0x06, // serif, symbolic, italic
      FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map(round),
      ItalicAngle: font.italicAngle,
      Ascent: round(font.ascent),
      Descent: round(font.descent),
      CapHeight: round(font.capHeight),
      StemV: 80,
    },
  };
  subsets.set(face, made);
  return made;
}

/** Width of text in points in the upright face, before it is embedded anywhere. */
export function textWidth(text: string, size: number): number {
  const { widths } = subsetOf('regular');
  const widthOf = (character: string): number => widths[charactersOf.regular.indexOf(character) + 1] ?? 0;
  return ([...text.normalize('NFC')].reduce((sum, character) => sum + widthOf(character), 0) * size) / 1000;
}

/** Embeds a face once and gives its name in the form's resources, where later updates find it. */
export function embedFormFont(context: PDFContext, form: PDFDict, face: FormFace): string {
  const fonts = dictIn(context, dictIn(context, form, 'DR'), 'Font');
  const resource = resourceOf[face];
  if (!fonts.has(name(resource)))
    fonts.set(
      name(resource),
      addFont(context, (object) => context.register(object), face),
    );
  return resource;
}

/** A face for one appearance in a file that was not prepared: new objects, nothing of the file refers to them but it. */
export function ownFont({ context, add }: Pick<PdfUpdate, 'context' | 'add'>, face: FormFace): FormFont {
  const ref = addFont(context, add, face);
  return readFont(context.lookup(ref, PDFDict), ref, resourceOf[face]);
}

function addFont(context: PDFContext, add: (object: PDFObject) => PDFRef, face: FormFace): PDFRef {
  const subset = subsetOf(face);
  const baseFont = `VBTNOS+Tinos${face === 'italic' ? '-Italic' : '-Regular'}`;
  const stream = (contents: Uint8Array, entries: Record<string, number> = {}): PDFRef =>
    add(PDFRawStream.of(context.obj({ Filter: 'FlateDecode', ...entries }), contents));
  const descriptor = add(
    context.obj({
      Type: 'FontDescriptor',
      FontName: baseFont,
      ...subset.descriptor,
      FontFile2: stream(subset.file, { Length1: subset.length }),
    }),
  );
  const descendant = add(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: baseFont,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      CIDToGIDMap: 'Identity',
      DW: 0,
      W: [0, [...subset.widths]],
      FontDescriptor: descriptor,
    }),
  );
  return add(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: baseFont,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: stream(deflateSync(subset.toUnicode)),
    }),
  );
}

/** The font of that resource name as it was embedded when the file was prepared; undefined in files that this system did not prepare. */
export function formFont(context: PDFContext, resource: string): FormFont | undefined {
  const form = catalogOf(context).dict.lookup(name('AcroForm'));
  const resources = form instanceof PDFDict ? form.lookup(name('DR')) : undefined;
  const fonts = resources instanceof PDFDict ? resources.lookup(name('Font')) : undefined;
  const ref = fonts instanceof PDFDict ? fonts.get(name(resource)) : undefined;
  const font = ref instanceof PDFRef ? context.lookup(ref) : undefined;
  return font instanceof PDFDict && ref instanceof PDFRef ? readFont(font, ref, resource) : undefined;
}

function readFont(font: PDFDict, ref: PDFRef, resource: string): FormFont {
  const codes = codesOf(font);
  const widths = widthsOf(font);
  const codeOf = (character: string): number => codes.get(character) ?? codes.get(' ') ?? 0;
  return {
    resource,
    ref,
    encode: (text) => [...text.normalize('NFC')].map((c) => codeOf(c).toString(16).padStart(4, '0')).join(''),
    width: (text, size) =>
      ([...text.normalize('NFC')].reduce((sum, c) => sum + (widths[codeOf(c)] ?? 0), 0) * size) / 1000,
  };
}

/** Which code stands for which character, read from the file itself: a later version may embed another set. */
function codesOf(font: PDFDict): Map<string, number> {
  const stream = font.lookup(name('ToUnicode'));
  if (!(stream instanceof PDFRawStream)) return new Map();
  const text = inflateSync(stream.contents).toString('latin1');
  const pairs = text.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})>\n/g);
  return new Map(
    [...pairs].map(([, code = '', unit = '']) => [
      String.fromCharCode(Number.parseInt(unit, 16)),
      Number.parseInt(code, 16),
    ]),
  );
}

function widthsOf(font: PDFDict): number[] {
  const descendants = font.lookup(name('DescendantFonts'));
  const descendant = descendants instanceof PDFArray ? descendants.lookup(0) : undefined;
  const widths = descendant instanceof PDFDict ? descendant.lookup(name('W')) : undefined;
  const list = widths instanceof PDFArray ? widths.lookup(1) : undefined;
  return list instanceof PDFArray ? list.asArray().map((n) => (n instanceof PDFNumber ? n.asNumber() : 0)) : [];
}

function toUnicodeMap(characters: readonly string[]): string {
  const hex = (value: number): string => value.toString(16).padStart(4, '0');
  const lines = characters.map((character, index) => `<${hex(index + 1)}> <${hex(character.charCodeAt(0))}>\n`);
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += 100) {
    const block = lines.slice(start, start + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('')}endbfchar\n`);
  }
  return [
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n',
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n',
    ...blocks,
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend',
  ].join('');
}

function dictIn(context: PDFContext, parent: PDFDict, key: string): PDFDict {
  const found = parent.lookup(name(key));
  if (found instanceof PDFDict) return found;
  const made = context.obj({});
  parent.set(name(key), made);
  return made;
}

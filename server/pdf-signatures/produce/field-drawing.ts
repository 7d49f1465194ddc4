import { readFile } from 'node:fs/promises';
import fontkit, { create } from '@cantoo/fontkit';
import { fontFiles } from '../../platform/render/fonts.ts';
import {
  CustomFontSubsetEmbedder,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFNumber,
  PDFRawStream,
  type PDFRef,
} from '../pdf/pdf-lib.cjs';
import { name } from '../pdf/pdf-update.ts';
import { number } from './appearance.ts';
import { optionsOf, saidBy, textOf, type UploadWidget } from './upload-fields.ts';

const smallest = 4;
const auto = 12;
const leading = 1.15;
const padding = 2;

/** A field holds what cannot be drawn: letters the font lacks, or more than its place takes at any size. */
export class NotDrawable extends Error {}

/** The face that values are drawn in, subset to the letters that are used; embedded once, when all is drawn. */
export interface FieldFont {
  readonly ref: PDFRef;
  encode(text: string): string;
  width(text: string, size: number): number;
  embed(): Promise<void>;
}

/** Opens the face for one file: that of the documents of this system, which has every Vietnamese letter. */
export async function openFieldFont(context: PDFContext): Promise<FieldFont> {
  const [regular = ''] = fontFiles;
  const bytes = await readFile(regular);
  const embedder = await CustomFontSubsetEmbedder.for(fontkit, bytes);
  const face = create(bytes);
  const ref = context.nextRef();
  let used = false;
  return {
    ref,
    encode: (text) => {
      for (const letter of text) {
        if ('hasGlyphForCodePoint' in face && face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) continue;
        throw new NotDrawable(`the letter ${letter}`);
      }
      used = true;
      return embedder.encodeText(text).toString();
    },
    width: (text, size) => embedder.widthOfTextAtSize(text, size),
    embed: async () => {
      if (used) await embedder.embedIntoContext(context, ref);
    },
  };
}

/** A place for one line of text within the look of a field. */
interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Makes the look of a text, a choice or a box that has none, as readers make it from its value (ISO 32000-2 §12.7.4.3): its colours,
 * border, alignment and size; smaller where the value would not be seen whole. Throws `NotDrawable`.
 */
export function makeLook(context: PDFContext, widget: UploadWidget, font: FieldFont): PDFRef {
  const turn = turnOf(widget);
  const { width: across, height: up } = widget.rectangle;
  const size = turn % 180 === 0 ? { width: across, height: up } : { width: up, height: across };
  const inside = widget.kind === 'box' ? tick(size) : textOperators(widget, size, font);
  const content = `${frame(widget, size)}${inside}`;
  const cos = Math.round(Math.cos((turn * Math.PI) / 180));
  const sin = Math.round(Math.sin((turn * Math.PI) / 180));
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, number(size.width), number(size.height)],
    Matrix: [cos, sin, -sin, cos, 0, 0],
    Resources: { Font: { VbField: font.ref } },
  });
  return context.register(PDFRawStream.of(dict, Buffer.from(content, 'latin1')));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function textOperators(widget: UploadWidget, size: Size, font: FieldFont): string {
  const { colour, fontSize } = defaultAppearance(widget);
  const said = saidBy(widget).map((text) => (widget.has('password') ? '*'.repeat([...text].length) : text));
  const isList = widget.kind === 'choice' && !widget.has('combo');
  const laid = isList
    ? listLines(widget, said, size, fontSize)
    : textLines(widget, said.join('\n'), size, font, fontSize);
  const shown = laid.lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, x, y }) => `1 0 0 1 ${number(x)} ${number(y)} Tm ${font.encode(text)} Tj`);
  const clip = `0 0 ${number(size.width)} ${number(size.height)} re W n`;
  return `q ${clip}\n${laid.behind}BT ${colour} /VbField ${number(laid.fontSize)} Tf\n${shown.join('\n')}\nET Q\n`;
}

interface Laid {
  readonly lines: readonly Line[];
  readonly fontSize: number;
  /** Drawn behind the text: what is chosen in a list. */
  readonly behind: string;
}

function textLines(widget: UploadWidget, said: string, size: Size, font: FieldFont, asked: number): Laid {
  const text = said.normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ');
  const cells = widget.has('comb') ? widget.entry('MaxLen') : undefined;
  const count = cells instanceof PDFNumber ? cells.asNumber() : 0;
  const start = asked > 0 ? asked : widget.has('multiline') ? auto : Math.min(auto, size.height * 0.75);
  for (let fontSize = start; fontSize >= Math.min(smallest, start); fontSize -= 0.25) {
    const lines = widget.has('multiline')
      ? wrapped(text, size, font, fontSize)
      : count > 0
        ? combed(text.replaceAll('\n', ' '), count, size, font, fontSize)
        : oneLine(text.replaceAll('\n', ' '), size, font, fontSize);
    if (lines !== undefined) return { lines: aligned(widget, lines, size, font, fontSize), fontSize, behind: '' };
  }
  throw new NotDrawable('more text than its place takes');
}

/** The base line at which letters of a size stand in the middle. */
const middle = (height: number, fontSize: number): number => (height - fontSize) / 2 + fontSize * 0.22;

function oneLine(text: string, { width, height }: Size, font: FieldFont, size: number): Line[] | undefined {
  if (font.width(text, size) > width - 2 * padding || size > height) return undefined;
  return [{ text, x: padding, y: middle(height, size) }];
}

function combed(
  text: string,
  cells: number,
  { width, height }: Size,
  font: FieldFont,
  size: number,
): Line[] | undefined {
  const letters = [...text];
  const cell = width / cells;
  if (letters.length > cells || letters.some((letter) => font.width(letter, size) > cell)) return undefined;
  return letters.map((letter, at) => ({
    text: letter,
    x: at * cell + (cell - font.width(letter, size)) / 2,
    y: middle(height, size),
  }));
}

function wrapped(text: string, { width, height }: Size, font: FieldFont, size: number): Line[] | undefined {
  const room = width - 2 * padding;
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (font.width(longer, size) <= room) line = longer;
      else if (line === '' || font.width(word, size) > room) return undefined;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  if (lines.length * size * leading + 2 * padding > height) return undefined;
  return lines.map((line, at) => ({ text: line, x: padding, y: height - padding - size * 0.9 - at * size * leading }));
}

/** Moves lines to the middle or to the right, as the field asks; cells of a comb stand where they stand. */
function aligned(
  widget: UploadWidget,
  lines: readonly Line[],
  { width }: Size,
  font: FieldFont,
  size: number,
): readonly Line[] {
  const asked = widget.entry('Q');
  const share = (asked instanceof PDFNumber ? asked.asNumber() : 0) / 2;
  if (share === 0 || widget.has('comb')) return lines;
  return lines.map((line) => ({ ...line, x: padding + (width - 2 * padding - font.width(line.text, size)) * share }));
}

/** A list from its first shown option on, as far as its place goes, with what is chosen in it marked. */
function listLines(widget: UploadWidget, said: readonly string[], { width, height }: Size, asked: number): Laid {
  const fontSize = asked > 0 ? asked : auto;
  const step = fontSize * leading;
  const top = widget.entry('TI');
  const from = top instanceof PDFNumber ? top.asNumber() : 0;
  const options = optionsOf(widget).map(({ shown }) => shown);
  const seen = options.slice(from, from + Math.max(1, Math.floor((height - 2 * padding) / step)));
  if (said.some((text) => options.includes(text) && !seen.includes(text)))
    throw new NotDrawable('a choice out of sight');
  const lines = seen.map((text, at) => ({ text, x: padding, y: height - padding - fontSize * 0.9 - at * step }));
  const marks = lines.filter(({ text }) => said.includes(text));
  const behind = marks.map(
    ({ y }) => `0.6 0.75 0.86 rg 0 ${number(y - fontSize * 0.25)} ${number(width)} ${number(step)} re f\n`,
  );
  return { lines, fontSize, behind: behind.join('') };
}

/** A tick across the middle of a box. */
function tick({ width, height }: Size): string {
  const at = (x: number, y: number): string => `${number(x * width)} ${number(y * height)}`;
  return `q 0 G ${number(Math.max(1, width * 0.1))} w ${at(0.2, 0.5)} m ${at(0.42, 0.25)} l ${at(0.8, 0.78)} l S Q\n`;
}

/** Background and border, where the widget has them. */
function frame({ dict }: UploadWidget, { width, height }: Size): string {
  const characteristics = dict.lookup(name('MK'));
  if (!(characteristics instanceof PDFDict)) return '';
  const ground = colourOf(characteristics.lookup(name('BG')), ['g', 'rg', 'k']);
  const edge = colourOf(characteristics.lookup(name('BC')), ['G', 'RG', 'K']);
  const style = dict.lookup(name('BS'));
  const asked = style instanceof PDFDict ? style.lookup(name('W')) : undefined;
  const line = asked instanceof PDFNumber ? asked.asNumber() : 1;
  const box = (inset: number): string => [inset, inset, width - 2 * inset, height - 2 * inset].map(number).join(' ');
  return [
    ...(ground === undefined ? [] : [`q ${ground} ${box(0)} re f Q\n`]),
    ...(edge === undefined || line === 0 ? [] : [`q ${edge} ${number(line)} w ${box(line / 2)} re S Q\n`]),
  ].join('');
}

function colourOf(value: unknown, operators: readonly [string, string, string]): string | undefined {
  if (!(value instanceof PDFArray)) return undefined;
  const parts = value.asArray().map((one) => (one instanceof PDFNumber ? one.asNumber() : 0));
  const operator = { 1: operators[0], 3: operators[1], 4: operators[2] }[parts.length];
  return operator === undefined ? undefined : `${parts.join(' ')} ${operator}`;
}

/** Size and colour of the text (`/DA`); black, of a size that fits, where the field says nothing. */
function defaultAppearance(widget: UploadWidget): { readonly colour: string; readonly fontSize: number } {
  const said = textOf(widget.entry('DA')) ?? '';
  const [, size = '0'] = /([\d.]+)\s+Tf\b/.exec(said) ?? [];
  const [colour = '0 g'] = /(?:[\d.]+\s+g|(?:[\d.]+\s+){2}[\d.]+\s+rg|(?:[\d.]+\s+){3}[\d.]+\s+k)\b/.exec(said) ?? [];
  return { colour, fontSize: Number(size) || 0 };
}

function turnOf({ dict }: UploadWidget): number {
  const characteristics = dict.lookup(name('MK'));
  const turn = characteristics instanceof PDFDict ? characteristics.lookup(name('R')) : undefined;
  return turn instanceof PDFNumber ? ((turn.asNumber() % 360) + 360) % 360 : 0;
}

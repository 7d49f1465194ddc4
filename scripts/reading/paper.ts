import type { Dice } from '../fuzz/dice.ts';

/** What a reader should find on a document; null for what was left open or written by hand. */
export interface Truth {
  readonly codeNumber: string | null;
  readonly codeNotation: string | null;
  readonly typeCode: string;
  readonly issuedOn: string | null;
  readonly issuerName: string;
  readonly subject: string | null;
  readonly signerName: string | null;
  readonly signerPosition: string | null;
  readonly toPlaces: string | null;
}

/** A document as it is printed, in Typst, and what a reader should find on it. */
export interface Paper {
  readonly layout: string;
  readonly source: string;
  readonly truth: Truth;
}

/** A text as Typst prints it, whatever signs are in it. */
export const t = (text: string): string => `#"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}";`;

export const lines = (texts: readonly string[], style: (text: string) => string = t): string =>
  texts.map(style).join(' \\ ');

export const bold = (text: string): string => `#strong[${t(text)}]`;
export const italic = (text: string): string => `#emph[${t(text)}]`;

/** The size, face and spacing in which somebody sets a document. */
export interface Face {
  readonly font: string;
  readonly size: number;
  readonly leading: number;
  readonly left: number;
  readonly ratio: number;
}

export function aFace(dice: Dice): Face {
  return {
    font: dice.pick(['Tinos', 'Tinos', 'Open Sans']),
    size: dice.pick([12, 13, 13, 14]),
    leading: dice.pick([0.4, 0.55, 0.7, 0.9]),
    left: dice.pick([25, 30, 35]),
    ratio: dice.pick([38, 42, 44, 48]),
  };
}

/** A page set in a face, with what is on it. */
export function sheet({ font, size, leading, left }: Face, body: string): string {
  return `#set page(width: 210mm, height: 297mm, margin: (top: 20mm, bottom: 20mm, left: ${left}mm, right: 18mm))
#set text(font: "${font}", size: ${size}pt, lang: "vi", hyphenate: false, fallback: false)
#set par(leading: ${leading}em, spacing: ${leading + 0.4}em)
${body}`;
}

export const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const;

/** The head in two columns: each row is what stands left and right. */
export function columns({ ratio }: Face, rows: readonly (readonly [string, string])[], stroke = 'none'): string {
  const cells = rows.flatMap(([left, right]) => [`[${left}]`, `[${right}]`]).join(', ');
  return `#grid(columns: (${ratio}fr, ${100 - ratio}fr), column-gutter: 3mm, row-gutter: 8pt, align: center, stroke: ${stroke}, inset: 1pt, ${cells})`;
}

export const mottoBlock = (rule: boolean): string =>
  `${bold(motto[0])} \\ ${bold(motto[1])}${rule ? ' \\ #line(length: 60%, stroke: 0.6pt)' : ''}`;

/** A day of the years 2010 to 2026. */
export function aDay(dice: Dice): { readonly value: string; readonly words: string; readonly year: number } {
  const [year, month, day] = [2010 + dice.below(17), 1 + dice.below(12), 1 + dice.below(28)];
  const two = (part: number): string => String(part).padStart(2, '0');
  const monthWords = month < 3 || dice.oneIn(4) ? two(month) : String(month);
  return {
    value: `${year}-${two(month)}-${two(day)}`,
    words: `ngày ${two(day)} tháng ${monthWords} năm ${year}`,
    year,
  };
}

export const title = (name: string, above = 10): string =>
  `#v(${above}pt) #align(center, text(weight: "bold", ${t(name).slice(1, -1)}))`;

/** A subject in the middle below a title. */
export const centred = (text: string, style = bold, width = 82): string =>
  `#align(center, box(width: ${width}%, [${style(text)}]))`;

export const paragraphs = (texts: readonly string[]): string =>
  `#block[#set par(justify: true, first-line-indent: (amount: 12mm, all: true))
${texts.map((text) => t(text)).join('\n\n')}]`;

/** Who receives it on the left, who signs on the right. */
export function ending({ size }: Face, recipients: readonly string[], signing: string): string {
  const list = recipients
    .map((one) => `- ${one};`)
    .map(t)
    .join(' \\ ');
  return `#v(10pt) #grid(columns: (45fr, 55fr), [#text(size: ${size - 2}pt)[#emph(strong[Nơi nhận:]) \\ ${list}]], align(center)[${signing}])`;
}

export const signed = (position: readonly string[], name: string, gap = 60): string =>
  `${lines(position, bold)} \\ #v(${gap}pt) ${bold(name)}`;

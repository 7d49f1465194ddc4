import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';

export type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type Item = TextContent['items'][number];
/** A run of letters as it lies on the page. */
export type TextItem = Extract<Item, { readonly str: string }>;

/** What a filled field shows on the page: number and date of a letter are fields, so the page’s own text lacks them. */
export interface FilledField {
  readonly words: string;
  /** Where its letters begin, and their baseline, in PDF points. */
  readonly left: number;
  readonly baseline: number;
  readonly width: number;
  readonly size: number;
}

/** Letters nearer than this part of their size belong to one word. */
const GAP = 0.12;
/** A digit is half as wide as its size, in every font a number is written with. */
const DIGIT = 0.5;

/** The letters of a field on a page that has none of its own. */
const LONE = 'field';

const shownField = z.object({
  subtype: z.literal('Widget'),
  fieldType: z.literal('Tx'),
  hasAppearance: z.literal(true),
  rect: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  textContent: z.array(z.string()).min(1),
  textPosition: z.tuple([z.number(), z.number()]),
  defaultAppearanceData: z.object({ fontSize: z.number().positive() }),
});

const known = new WeakMap<PDFPageProxy, Promise<TextContent>>();

/** The text of a page in the order it is read, with what its fields show in its place: what is seen, found, selected and copied. */
export function pageText(page: PDFPageProxy): Promise<TextContent> {
  const text = known.get(page) ?? readText(page);
  known.set(page, text);
  return text;
}

async function readText(page: PDFPageProxy): Promise<TextContent> {
  const [content, annotations] = await Promise.all([textOf(page), page.getAnnotations({ intent: 'display' })]);
  const fields = annotations.flatMap((annotation: unknown) => {
    const { success, data } = shownField.safeParse(annotation);
    return success ? [fieldOf(data)] : [];
  });
  return {
    ...content,
    styles: { ...content.styles, [LONE]: { fontFamily: 'serif', ascent: 0.9, descent: -0.2, vertical: false } },
    items: withFields(content.items.filter(isText), fields),
  };
}

/** The page’s own text, read part by part: `getTextContent` wants streams that can be walked through, which those of WebKit cannot. */
async function textOf(page: PDFPageProxy): Promise<TextContent> {
  const parts: ReadableStream<TextContent> = page.streamTextContent({ disableNormalization: true });
  const reader = parts.getReader();
  const whole: TextContent = { items: [], styles: {}, lang: null };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return whole;
    whole.items.push(...value.items);
    Object.assign(whole.styles, value.styles);
    whole.lang ??= value.lang;
  }
}

export const isText = (item: Item): item is TextItem => 'str' in item;

function fieldOf({ rect, textContent, textPosition, defaultAppearanceData }: z.infer<typeof shownField>): FilledField {
  const [x1, y1, x2] = rect;
  const { fontSize: size } = defaultAppearanceData;
  const words = textContent.join(' ').trim();
  const left = x1 + textPosition[0];
  return {
    words,
    left,
    baseline: y1 + textPosition[1],
    width: Math.max(size * DIGIT, Math.min(x2 - left, words.length * size * DIGIT)),
    size,
  };
}

/** The runs of a page with its fields among them: in the blank they fill (*Số: …/SNV*), else behind what stands left of them. */
export function withFields(items: readonly TextItem[], fields: readonly FilledField[]): TextItem[] {
  return fields.reduce<TextItem[]>(place, [...items]);
}

function place(items: TextItem[], field: FilledField): TextItem[] {
  if (field.words === '') return items;
  const middle = field.left + field.width / 2;
  const onLine = (item: TextItem): boolean => Math.abs(baselineOf(item) - field.baseline) < field.size / 2;
  const blank = items.findIndex(
    (item) => item.str.trim() === '' && onLine(item) && leftOf(item) <= middle && middle <= leftOf(item) + item.width,
  );
  const under = items[blank];
  if (under) {
    const right = leftOf(under) + under.width;
    const before = { ...under, width: field.left - leftOf(under) };
    const after = movedTo(under, field.left + field.width, right);
    const wide = ({ width }: TextItem): boolean => width > GAP * field.size;
    return items.toSpliced(blank, 1, ...[before].filter(wide), itemOf(field, under), ...[after].filter(wide));
  }
  const behind = items.findLastIndex((item) => item.str !== '' && onLine(item) && leftOf(item) < middle);
  const below = items.findIndex((item) => item.str !== '' && baselineOf(item) < field.baseline - field.size / 2);
  const at = behind >= 0 ? behind + 1 : below >= 0 ? below : items.length;
  const neighbour = items[Math.min(at, items.length - 1)];
  return items.toSpliced(at, 0, itemOf(field, neighbour));
}

const leftOf = ({ transform }: TextItem): number => Number(transform[4]);
const baselineOf = ({ transform }: TextItem): number => Number(transform[5]);

function movedTo(item: TextItem, left: number, right: number): TextItem {
  return { ...item, width: right - left, transform: item.transform.with(4, left) };
}

function itemOf({ words, left, baseline, width, size }: FilledField, like: TextItem | undefined): TextItem {
  return {
    str: words,
    dir: 'ltr',
    width,
    height: size,
    transform: [size, 0, 0, size, left, baseline],
    fontName: like?.fontName ?? LONE,
    hasEOL: false,
  };
}

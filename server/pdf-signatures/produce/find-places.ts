import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DomainError } from '../../platform/errors.ts';
import { spelled } from '../../platform/text/fold.ts';
import { literalPattern } from '../../platform/text/literal-pattern.ts';
import type { TextFieldName } from '../pdf/field-names.ts';
import { matrixInView, type PageView, type Rectangle, toPage, viewOf } from '../pdf/page-geometry.ts';
import { readPdf } from '../pdf/read-pdf.ts';
import { findInLine, linesOf, type TextLine } from '../pdf/text-lines.ts';

/** A place for a text field: it lies on the base line of the words around it and takes their size. */
export interface TextPlace {
  readonly page: number;
  readonly rectangle: Rectangle;
  readonly fontSize: number;
  readonly face: 'regular' | 'italic';
  readonly align: 'left' | 'centre' | 'right';
  /** Dots or underscores are printed there, which the filled text covers. */
  readonly overDots: boolean;
}

/** A place for a signature: for the leader the whole box of the image. */
export interface BoxPlace {
  readonly page: number;
  readonly rectangle: Rectangle;
}

/** What drafter and signer should know about the places found and the file they are in; the client has the words. */
export type PlaceNote =
  | 'number-present'
  | 'number-place-default'
  | 'number-gap-narrow'
  | 'date-present'
  | 'date-place-default'
  | 'signer-place-default'
  | 'signature-gap-narrow'
  | 'initial-place-default'
  | 'page-without-text'
  | 'acting-content-removed'
  | 'fields-drawn'
  | 'unseen-fields-removed'
  | 'xfa-removed';

export interface FoundPlaces {
  /** Size of each page as shown, and how many of its units are a millimetre (`/UserUnit`). */
  readonly pages: readonly { readonly width: number; readonly height: number; readonly millimetre: number }[];
  readonly text: Partial<Record<TextFieldName, TextPlace>>;
  /** The year that is printed behind the empty day and month. */
  readonly year?: number;
  readonly leader: BoxPlace;
  readonly initial: BoxPlace;
  readonly notes: readonly PlaceNote[];
}

interface TextPage {
  readonly index: number;
  /** Everything is looked for as the reader sees the page, and given in the coordinates of the page. */
  readonly view: PageView;
  readonly box: Rectangle;
  /** Units of the page that are a millimetre. */
  readonly millimetre: number;
  readonly lines: readonly TextLine[];
}

/** In millimetres. */
const signatureBox = { width: 53, height: 24 };
const initialBox = { width: 16, height: 8 };
const sized = ({ width, height }: typeof signatureBox, { millimetre }: TextPage) => ({
  width: width * millimetre,
  height: height * millimetre,
});

/**
 * Finds the places of Nghị định 30 from the page text: *Số:*, *ngày … tháng … năm*, the room above the signer's name.
 * What is not found gets a sensible place and a note that says so.
 */
export async function findPlaces(pdf: Uint8Array, signerName?: string): Promise<FoundPlaces> {
  const pages = await readPages(pdf);
  const [first] = pages;
  const last = pages.at(-1);
  if (first === undefined || last === undefined)
    throw new DomainError('invalid', 'pdf-unreadable', 'The PDF has no pages');
  const notes: PlaceNote[] = [];
  if (pages.every(({ lines }) => lines.length === 0)) notes.push('page-without-text');
  const text = Object.entries({ ...numberPlace(first, notes), ...datePlaces(first, notes) });
  const onPage = <P extends BoxPlace>(place: P): P => {
    const { view } = pages[place.page] ?? first;
    return { ...place, rectangle: toPage(view, place.rectangle) };
  };
  const initial = { page: last.index, rectangle: { x: 30, y: 30, ...sized(initialBox, last) } };
  return {
    pages: pages.map(({ box: { width, height }, millimetre }) => ({ width, height, millimetre })),
    text: Object.fromEntries(text.map(([field, place]) => [field, onPage(place)])),
    ...yearOn(first),
    leader: onPage(signerPlace(pages, signerName, notes) ?? defaultSignerPlace(last, notes)),
    initial: onPage(initialPlace(pages) ?? initial),
    notes,
  };
}

async function readPages(pdf: Uint8Array): Promise<TextPage[]> {
  return await readPdf(pdf, async (document) => {
    const pages: TextPage[] = [];
    for (let index = 0; index < document.numPages; index += 1) pages.push(await readPage(document, index));
    return pages;
  });
}

async function readPage(document: PDFDocumentProxy, index: number): Promise<TextPage> {
  const page = await document.getPage(index + 1);
  const { items } = await page.getTextContent();
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = page.view;
  const view = viewOf([x1, y1, x2, y2], page.rotate);
  const seen = items.map((item) =>
    'transform' in item ? { ...item, transform: matrixInView(view, item.transform.map(Number)) } : item,
  );
  const box = { x: 0, y: 0, width: view.width, height: view.height };
  return { index, view, box, millimetre: 72 / 25.4 / page.userUnit, lines: linesOf(seen) };
}

const blank = '[\\s.…_·]*';
const inUpperHalf = (page: TextPage) => (line: TextLine) => line.baseline > page.box.y + page.box.height / 2;

function numberPlace(page: TextPage, notes: PlaceNote[]): Partial<Record<'number', TextPlace>> {
  const upper = page.lines.filter(inUpperHalf(page));
  for (const line of upper) {
    if (/(?:^|\s)Số\s*:\s*\d/u.test(line.text)) {
      notes.push('number-present');
      return {};
    }
    const gap = findInLine(line, new RegExp(`(?:^|\\s)Số\\s*:(${blank})(/)?`, 'u'));
    if (gap === undefined) continue;
    const { size, baseline } = line;
    const start = gap.labelEnd + size * 0.2;
    const beforeSlash = gap.terminated;
    const end = beforeSlash ? gap.end - size * 0.05 : start + size * 3;
    if (end - start < size) notes.push('number-gap-narrow');
    const x = Math.min(start, end - size);
    return {
      number: {
        page: page.index,
        rectangle: { x, y: baseline - size * 0.25, width: end - x, height: size * 1.2 },
        fontSize: size,
        face: 'regular',
        align: beforeSlash ? 'right' : 'left',
        overDots: gap.dotted,
      },
    };
  }
  notes.push('number-place-default');
  const { x, y, width, height } = page.box;
  const rectangle = { x: x + width * 0.2, y: y + height * 0.865, width: 50, height: 13 * 1.2 };
  return { number: { page: page.index, rectangle, fontSize: 13, face: 'regular', align: 'left', overDots: false } };
}

/** The line of place and date, with its empty day and month. */
function dateLine(page: TextPage) {
  for (const line of page.lines.filter(inUpperHalf(page))) {
    const day = findInLine(line, new RegExp(`ngày(${blank})(tháng)`, 'iu'));
    const month = findInLine(line, new RegExp(`tháng(${blank})(năm)`, 'iu'));
    if (day !== undefined && month !== undefined) return { line, day, month };
  }
  return undefined;
}

function yearOn(page: TextPage): Pick<FoundPlaces, 'year'> {
  const [, year] = new RegExp(`tháng${blank}năm\\s*(\\d{4})(?!\\d)`, 'iu').exec(dateLine(page)?.line.text ?? '') ?? [];
  return year === undefined ? {} : { year: Number(year) };
}

function datePlaces(page: TextPage, notes: PlaceNote[]): Partial<Record<'day' | 'month' | 'year', TextPlace>> {
  const found = dateLine(page);
  if (found !== undefined) {
    const { line, day, month } = found;
    const { size, baseline } = line;
    const place = (gap: { labelEnd: number; end: number; dotted: boolean }): TextPlace => ({
      page: page.index,
      rectangle: {
        x: gap.labelEnd,
        y: baseline - size * 0.25,
        width: Math.max(gap.end - gap.labelEnd, size),
        height: size * 1.2,
      },
      fontSize: size,
      face: 'italic',
      align: 'centre',
      overDots: gap.dotted,
    });
    const year = findInLine(line, new RegExp(`năm(${blank})$`, 'iu'));
    const withYear = year === undefined ? {} : { year: place({ ...year, end: year.labelEnd + size * 2.4 }) };
    return { day: place(day), month: place(month), ...withYear };
  }
  const isDated = page.lines
    .filter(inUpperHalf(page))
    .some(({ text }) => /ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}/iu.test(text));
  notes.push(isDated ? 'date-present' : 'date-place-default');
  if (isDated) return {};
  const { x, y, width, height } = page.box;
  const place = (at: number): TextPlace => ({
    page: page.index,
    rectangle: { x: x + width * at, y: y + height * 0.865, width: 24, height: 13 * 1.2 },
    fontSize: 13,
    face: 'italic',
    align: 'centre',
    overDots: false,
  });
  return { day: place(0.66), month: place(0.76) };
}

/** The room between the signer's position and full name, NĐ 30 Phụ lục I, ô 7c; the last such name counts. */
function signerPlace(
  pages: readonly TextPage[],
  signerName: string | undefined,
  notes: PlaceNote[],
): BoxPlace | undefined {
  const words = spelled(signerName ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return undefined;
  const anyOfThree = (pattern: string) => pattern.replaceAll(/[Đđ]/g, '[ĐÐƉ]');
  const name = new RegExp(`(?<![\\p{L}])(${anyOfThree(words.map(literalPattern).join('\\s+'))})(?![\\p{L}])`, 'iu');
  for (const page of pages.toReversed()) {
    for (const line of page.lines.toReversed()) {
      const found = findInLine(line, name);
      if (found === undefined) continue;
      return { page: page.index, rectangle: boxAboveName(page, line, (found.start + found.end) / 2, notes) };
    }
  }
  return undefined;
}

function boxAboveName(page: TextPage, line: TextLine, centre: number, notes: PlaceNote[]): Rectangle {
  const bottom = line.baseline + line.size * 0.95;
  const { width, height: wanted } = sized(signatureBox, page);
  const { millimetre } = page;
  const left = centre - width / 2;
  const above = page.lines
    .filter(({ baseline }) => baseline > bottom)
    .filter(({ characters }) => characters.some(({ text, x }) => text.trim() !== '' && x > left && x < left + width))
    .map(({ baseline, size }) => baseline - size * 0.25);
  const room = Math.min(...above, bottom + 40 * millimetre) - bottom;
  const height = Math.min(wanted, Math.max(room - 4, 12 * millimetre));
  if (room < height) notes.push('signature-gap-narrow');
  return { x: left, y: bottom + Math.max(0, room - height) / 2, width, height };
}

function defaultSignerPlace(page: TextPage, notes: PlaceNote[]): BoxPlace {
  notes.push('signer-place-default');
  const { box } = page;
  const size = sized(signatureBox, page);
  const lowest = Math.min(...page.lines.map(({ baseline }) => baseline), box.y + box.height * 0.4);
  const y = Math.max(box.y + 40, lowest - 20 - size.height);
  return { page: page.index, rectangle: { x: box.x + box.width * 0.68 - size.width / 2, y, ...size } };
}

/** The drafter's initial (*ký nháy*) stands after the last line of *Nơi nhận*: `- Lưu: VT, …`. */
function initialPlace(pages: readonly TextPage[]): BoxPlace | undefined {
  for (const page of pages.toReversed()) {
    for (const line of page.lines.toReversed()) {
      const found = findInLine(line, /Lưu\s*:((?:\S+\s?)*)/u);
      if (found === undefined) continue;
      return { page: page.index, rectangle: { x: found.end + 4, y: line.baseline - 6, ...sized(initialBox, page) } };
    }
  }
  return undefined;
}

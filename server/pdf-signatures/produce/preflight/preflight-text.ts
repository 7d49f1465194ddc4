import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type PageView, type Rectangle, toPage, toView } from '../../pdf/page-geometry.ts';
import { pageView } from '../../pdf/page-view.ts';
import { pagesOf } from '../../pdf/pdf-fields.ts';
import { name, parsePdf } from '../../pdf/pdf-update.ts';
import { readPdf } from '../../pdf/read-pdf.ts';
import { rewrite } from '../rewrite-pdf.ts';
import { type PreflightBounds, type PreflightFinding, preflightBounds } from './preflight-finding.ts';

/** Pixels per point: letters of 6 points are still some pixels high. */
const wantedScale = 1.5;
/** With fewer, no letter can be told from its ground. */
const leastScale = 0.75;
/** A letter differs from its background by more than the noise of a scan's paper. */
const leastContrast = 24;
/** In points: nobody reads smaller letters, whatever ink they have. */
const leastSize = 2;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Text that the file holds and nobody sees, whole or a few letters of it: beside the page, too small to be read, or in its place on
 * the rendered page without any contrast – white on white, transparent, covered, clipped, in a layer that is off. Text under a scan
 * shows the scan's letters and is not meant. Where letters stand within a run is told by their usual widths, so that less than
 * three letters in a row may be missed.
 */
export async function unseenText(
  pdf: Uint8Array,
  bounds: PreflightBounds = preflightBounds,
): Promise<PreflightFinding[]> {
  const until = performance.now() + bounds.milliseconds;
  const context = await parsePdf(pdf);
  const all = pagesOf(context);
  const pages = all.slice(0, bounds.pages);
  const views = pages.map(({ dict }) => pageView(dict));
  // pdf.js leaves out text beside the page: a copy with huge pages shows it all.
  for (const { dict } of pages) {
    dict.set(name('MediaBox'), context.obj([-reach, -reach, reach, reach]));
    dict.set(name('CropBox'), context.obj([-reach, -reach, reach, reach]));
  }
  return await readPdf(await rewrite(context), async (document) => {
    const library = await PDFiumLibrary.init();
    try {
      const rendered = await library.loadDocument(Buffer.from(pdf));
      const findings: PreflightFinding[] = [];
      const notLooked = new Set(all.keys());
      for (const [index, view] of views.entries()) {
        if (performance.now() >= until) break;
        const scale = Math.min(wantedScale, Math.sqrt(bounds.pixels / (view.width * view.height)));
        const texts = await textsOf(document, index, view, scale);
        if (texts.length > 0) {
          if (scale < leastScale) continue;
          const picture = await rendered.getPage(index).render({ scale, render: 'bitmap', renderFormFields: true });
          findings.push(...texts.flatMap((run) => judge(run, picture, { view, scale, page: index + 1 })));
        }
        notLooked.delete(index);
      }
      rendered.destroy();
      return [...findings, ...pagesNotLookedAt([...notLooked])];
    } finally {
      library.destroy();
    }
  });
}

const reach = 100_000;

/** One finding for the pages that nobody looked at: `101–150, 170`. */
function pagesNotLookedAt(indexes: readonly number[]): PreflightFinding[] {
  const runs: [first: number, last: number][] = [];
  for (const page of indexes.map((index) => index + 1)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === page) run[1] = page;
    else runs.push([page, page]);
  }
  if (runs.length === 0) return [];
  const detail = runs.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`)).join(', ');
  return [{ code: 'pages-not-looked-at', detail }];
}

interface PlacedText {
  readonly text: string;
  /** In pixels of the rendered page, y downwards. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/** What one command of the page writes, and each few letters of it: a part of it may be covered, clipped or beside the page. */
interface PlacedRun extends PlacedText {
  /** Of its letters, in points. */
  readonly size: number;
  readonly parts: readonly PlacedText[];
}

async function textsOf(document: PDFDocumentProxy, index: number, view: PageView, scale: number): Promise<PlacedRun[]> {
  const page = await document.getPage(index + 1);
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!('str' in item) || !/[\p{L}\p{N}]/u.test(item.str)) return [];
    const along = (text: string, from: number, width: number) =>
      place(item.transform, { text, from, width }, view, scale);
    const parts = partsOf(item.str, item.width).map(({ text, from, width }) => along(text, from, width));
    return [{ ...along(item.str, 0, item.width), size: sizeOf(item.transform), parts }];
  });
}

function sizeOf(transform: unknown[]): number {
  const [, , c = 0, d = 0] = transform.map(Number);
  return Math.hypot(c, d);
}

/** So many letters beside each other without ink are no space between words, wherever exactly they stand. */
const lettersOfPart = 4;

interface Stretch {
  readonly text: string;
  /** From the beginning of the run. */
  readonly from: number;
  readonly width: number;
}

/** Each few letters of the words of a run, where they stand by the usual widths of letters. */
function partsOf(text: string, width: number): Stretch[] {
  const letters = [...text];
  const ends = [0];
  for (const letter of letters) ends.push((ends.at(-1) ?? 0) + usualWidth(letter));
  const unit = width / (ends.at(-1) || 1);
  const parts: Stretch[] = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]{3,}/gu)) {
    const [first, length] = [[...text.slice(0, index)].length, [...word].length];
    const size = Math.min(lettersOfPart, length);
    for (let at = first; at + size <= first + length; at += 1) {
      const from = (ends[at] ?? 0) * unit;
      const part = letters.slice(at, at + size).join('');
      parts.push({ text: part, from, width: (ends[at + size] ?? 0) * unit - from });
    }
  }
  return parts;
}

/** How wide a letter is in most fonts, in parts of their size. */
function usualWidth(letter: string): number {
  if (/\p{M}/u.test(letter)) return 0;
  if (/[\s.,:;'’|!()[\]/\-fijlrtI1]/u.test(letter)) return 0.3;
  if (/[mwMW@…—%]/u.test(letter)) return 0.85;
  return /\p{Lu}/u.test(letter) ? 0.68 : 0.5;
}

function place(transform: unknown[], { text, from, width }: Stretch, view: PageView, scale: number): PlacedText {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = transform.map(Number);
  const size = Math.hypot(a, b) || 1;
  const [startX, startY] = [e + (a / size) * from, f + (b / size) * from];
  const [alongX, alongY] = [(a / size) * width, (b / size) * width];
  // From a little under the base line to the height of small letters: where every letter has ink.
  const low = [startX - c * 0.1, startY - d * 0.1] as const;
  const high = [startX + alongX + c * 0.6, startY + alongY + d * 0.6] as const;
  const [x, y] = [Math.min(low[0], high[0]), Math.min(low[1], high[1])];
  const seen = toView(view, { x, y, width: Math.abs(high[0] - low[0]), height: Math.abs(high[1] - low[1]) });
  const top = view.height - seen.y - seen.height;
  const box = { left: seen.x, top, right: seen.x + seen.width, bottom: top + seen.height };
  return {
    text,
    box: { left: box.left * scale, top: box.top * scale, right: box.right * scale, bottom: box.bottom * scale },
  };
}

interface Looked {
  readonly view: PageView;
  /** Pixels for a unit of the page. */
  readonly scale: number;
  /** From 1. */
  readonly page: number;
}

/** What is wrong with a run as a whole, or with the first part of it that nobody sees. */
function judge({ parts, size, ...run }: PlacedRun, picture: Picture, looked: Looked): PreflightFinding[] {
  const whole = judgeText(run, picture, looked) ?? (size < leastSize ? unseenAt(run, looked) : undefined);
  if (whole !== undefined) return [{ ...whole, detail: run.text.trim().slice(0, 80) }];
  for (const part of parts) {
    const found = judgeText(part, picture, looked);
    if (found !== undefined) return [{ ...found, detail: run.text.slice(0, 80) }];
  }
  return [];
}

function judgeText(placed: PlacedText, picture: Picture, looked: Looked): PreflightFinding | undefined {
  const { left, top, right, bottom } = placed.box;
  if (right <= 0 || bottom <= 0 || left >= picture.width || top >= picture.height)
    return { code: 'text-off-page', page: looked.page };
  return contrast(placed.box, picture) >= leastContrast ? undefined : unseenAt(placed, looked);
}

function unseenAt({ box }: PlacedText, { view, scale, page }: Looked): PreflightFinding {
  return { code: 'text-unseen', page, rectangle: inPoints(box, view, scale) };
}

/** A box of the rendered page as a rectangle of the page itself. */
function inPoints({ left, top, right, bottom }: PlacedText['box'], view: PageView, scale: number): Rectangle {
  const [width, height] = [(right - left) / scale, (bottom - top) / scale];
  return toPage(view, { x: left / scale, y: view.height - bottom / scale, width, height });
}

/** The greatest difference of any colour among the pixels of a box. */
function contrast({ left, top, right, bottom }: PlacedText['box'], { width, height, data }: Picture): number {
  const least = [255, 255, 255];
  const most = [0, 0, 0];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, Math.ceil(right)); x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const value = data[4 * (y * width + x) + channel] ?? 255;
        if (value < (least[channel] ?? 0)) least[channel] = value;
        if (value > (most[channel] ?? 0)) most[channel] = value;
      }
    }
  }
  return Math.max(...most.map((value, channel) => value - (least[channel] ?? 0)));
}

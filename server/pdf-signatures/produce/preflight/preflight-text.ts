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

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Text that the file holds and nobody sees: beside the page, or in its place on the rendered page without any contrast – white on
 * white, transparent, covered, clipped, in a layer that is off. Text under a scan shows the scan's letters and is not meant.
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
          findings.push(...texts.flatMap((text) => judge(text, picture, { view, scale, page: index + 1 })));
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

async function textsOf(
  document: PDFDocumentProxy,
  index: number,
  view: PageView,
  scale: number,
): Promise<PlacedText[]> {
  const page = await document.getPage(index + 1);
  const { items } = await page.getTextContent();
  return items.flatMap((item) => ('str' in item && /[\p{L}\p{N}]/u.test(item.str) ? [place(item, view, scale)] : []));
}

function place(
  { str, transform, width }: { str: string; transform: unknown[]; width: number },
  view: PageView,
  scale: number,
): PlacedText {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = transform.map(Number);
  const size = Math.hypot(a, b) || 1;
  const [alongX, alongY] = [(a / size) * width, (b / size) * width];
  // From a little under the base line to the height of small letters: where every letter has ink.
  const low = [e - c * 0.1, f - d * 0.1] as const;
  const high = [e + alongX + c * 0.6, f + alongY + d * 0.6] as const;
  const [x, y] = [Math.min(low[0], high[0]), Math.min(low[1], high[1])];
  const seen = toView(view, { x, y, width: Math.abs(high[0] - low[0]), height: Math.abs(high[1] - low[1]) });
  const top = view.height - seen.y - seen.height;
  const box = { left: seen.x, top, right: seen.x + seen.width, bottom: top + seen.height };
  return {
    text: str,
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

function judge({ text, box }: PlacedText, picture: Picture, { view, scale, page }: Looked): PreflightFinding[] {
  const { width, height } = picture;
  const detail = text.trim().slice(0, 80);
  if (box.right <= 0 || box.bottom <= 0 || box.left >= width || box.top >= height) {
    return [{ code: 'text-off-page', page, detail }];
  }
  if (contrast(box, picture) >= leastContrast) return [];
  return [{ code: 'text-unseen', page, detail, rectangle: inPoints(box, view, scale) }];
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

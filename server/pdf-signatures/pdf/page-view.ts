import { type Corners, type PageView, viewOf } from './page-geometry.ts';
import { pageAttribute } from './pdf-fields.ts';
import { PDFArray, type PDFDict, PDFNumber } from './pdf-lib.cjs';
import { name } from './pdf-update.ts';

/** The view of a page (ISO 32000-2 §7.7.3.3). */
export function pageView(page: PDFDict): PageView {
  const rotate = pageAttribute(page, 'Rotate');
  return viewOf(shownBox(page), rotate instanceof PDFNumber ? rotate.asNumber() : 0);
}

/**
 * Writes the view of a page down in a way that all readers take alike: beyond the rules – a crop box beside its sheet, a turn by
 * 135° – one shows an empty page where another shows the whole.
 */
export function settleView(page: PDFDict): void {
  const { rotation } = pageView(page);
  const [x1, y1, x2, y2] = shownBox(page);
  const box = page.context.obj([x1, y1, x2, y2]);
  page.set(name('CropBox'), box);
  if (boxOf(pageAttribute(page, 'MediaBox')) === undefined) page.set(name('MediaBox'), box);
  page.set(name('Rotate'), page.context.obj(rotation));
}

/** What readers take where a page has no media box. */
const letterPaper: Corners = [0, 0, 612, 792];

/** The crop box as far as it lies within the media box (§14.11.2); readers show the whole sheet where nothing of it does. */
function shownBox(page: PDFDict): Corners {
  const media = boxOf(pageAttribute(page, 'MediaBox')) ?? letterPaper;
  const crop = boxOf(pageAttribute(page, 'CropBox'));
  if (crop === undefined) return media;
  const [x1, y1] = [Math.max(media[0], crop[0]), Math.max(media[1], crop[1])];
  const [x2, y2] = [Math.min(media[2], crop[2]), Math.min(media[3], crop[3])];
  return x1 < x2 && y1 < y2 ? [x1, y1, x2, y2] : media;
}

/** The corners of a box in order, whichever two opposite ones it names; none for what is no box or has no area. */
function boxOf(box: unknown): Corners | undefined {
  if (!(box instanceof PDFArray) || box.size() !== 4) return undefined;
  const numbers = [0, 1, 2, 3].map((index) => box.lookup(index));
  const [x1, y1, x2, y2] = numbers.map((one) => (one instanceof PDFNumber ? one.asNumber() : Number.NaN));
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (!(width > 0 && height > 0)) return undefined;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

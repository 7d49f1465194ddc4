import type { Rectangle } from './page-geometry.ts';
import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFStream } from './pdf-lib.cjs';
import { copyOfDict, name } from './pdf-update.ts';

/** Bits of `/F` of an annotation (ISO 32000-2 §12.5.3). */
export const annotationBits = { hidden: 1 << 1, print: 1 << 2, noView: 1 << 5 };

/** What lies on a page (ISO 32000-2 §12.5.2). */
export function annotationsOf(page: PDFDict): PDFObject[] {
  const annotations = page.lookup(name('Annots'));
  return annotations instanceof PDFArray ? annotations.asArray() : [];
}

/** The look an annotation has now: where it has one for each of its states, that of the state. */
export function lookOf(annotation: PDFDict, state?: string): PDFStream | undefined {
  const looks = annotation.lookup(name('AP'));
  const normal = looks instanceof PDFDict ? looks.lookup(name('N')) : undefined;
  const look = normal instanceof PDFDict && state !== undefined ? normal.lookup(name(state)) : normal;
  return look instanceof PDFStream ? look : undefined;
}

/** The same where nothing but the annotation itself says its state (`/AS`). */
export function shownLook(annotation: PDFDict): PDFStream | undefined {
  const state = annotation.lookup(name('AS'));
  return lookOf(annotation, state instanceof PDFName ? state.decodeText() : undefined);
}

/** Makes a look a form that a page can draw: readers fill up what it lacks, its fonts from those of the whole form (`/DR`). */
export function makeDrawable(context: PDFContext, look: PDFStream, defaults: unknown): void {
  look.dict.set(name('Type'), name('XObject'));
  look.dict.set(name('Subtype'), name('Form'));
  if (!(defaults instanceof PDFDict)) return;
  const own = copyOfDict(context, look.dict.lookup(name('Resources')));
  const fonts = copyOfDict(context, defaults.lookup(name('Font')));
  const ownFonts = own.lookup(name('Font'));
  for (const [key, font] of ownFonts instanceof PDFDict ? ownFonts.entries() : []) fonts.set(key, font);
  if (fonts.keys().length > 0) own.set(name('Font'), fonts);
  look.dict.set(name('Resources'), own);
}

/** The matrix that lays a look over the rectangle of its annotation (ISO 32000-2 §12.5.5); none for a look without area. */
export function placement(look: unknown, rectangle: Rectangle): string | undefined {
  if (!(look instanceof PDFStream)) return undefined;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbersOf(look.dict.lookup(name('BBox')));
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(look.dict.lookup(name('Matrix')));
  const corners = [
    [x1, y1],
    [x1, y2],
    [x2, y1],
    [x2, y2],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const [bottom, top] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))];
  if (right - left < 1e-6 || top - bottom < 1e-6) return undefined;
  const [across, up] = [rectangle.width / (right - left), rectangle.height / (top - bottom)];
  return [across, 0, 0, up, rectangle.x - left * across, rectangle.y - bottom * up].map(exact).join(' ');
}

const exact = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '');

const numbersOf = (value: unknown): number[] =>
  value instanceof PDFArray
    ? Array.from({ length: value.size() }, (_, index) => value.lookup(index)).map((one) =>
        one instanceof PDFNumber ? one.asNumber() : 0,
      )
    : [];

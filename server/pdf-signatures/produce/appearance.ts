import { DomainError } from '../../platform/errors.ts';
import { formFont, ownFont, resourceOf } from '../pdf/form-font.ts';
import { drawOver } from '../pdf/page-content.ts';
import { type PageView, type Rectangle, toView } from '../pdf/page-geometry.ts';
import { pageView } from '../pdf/page-view.ts';
import { type FormField, pageOf, pagesOf, rectangleOf } from '../pdf/pdf-fields.ts';
import { PDFDict, PDFRawStream, type PDFRef } from '../pdf/pdf-lib.cjs';
import { name, type PdfUpdate } from '../pdf/pdf-update.ts';
import { addPng, type PlacedImage } from '../pdf/png-image.ts';
import type { Appearance } from './signer-text.ts';

/**
 * The whole box of a signature image whose widget is its right two thirds: the agency's seal covers the left third,
 * and the two widgets may not overlap: EU DSS, asked strictly, refuses elements that do.
 */
function imageBox(widget: Rectangle): Rectangle {
  return { ...widget, x: widget.x - widget.width / 2, width: widget.width * 1.5 };
}

/** Draws what a signature shows; a leader's image becomes page content, which only the first signature of a prepared file can add. */
export async function drawAppearance(
  update: PdfUpdate,
  field: FormField,
  appearance: Appearance,
  { mayDrawOnPage }: { readonly mayDrawOnPage: boolean },
): Promise<void> {
  const { ref, page, view } = pageUnder(update, field);
  const widget = toView(view, rectangleOf(field));
  if (widget.width === 0 || widget.height === 0) return;
  if (appearance.kind === 'text' || appearance.kind === 'mark') {
    setAppearance(update, field, textLines(update, appearance, widget));
    return;
  }
  const image = await addPng(update, appearance.png);
  const isPrepared = formFont(update.context, resourceOf.regular) !== undefined;
  if (appearance.kind === 'signature-image' && mayDrawOnPage && isPrepared) {
    drawOnPage(update, { ref, page, view }, image, fitInto(image, imageBox(widget)));
    return;
  }
  const local = fitInto(image, { ...widget, x: 0, y: 0 });
  setAppearance(update, field, { content: paint('Im', local), resources: { XObject: { Im: image.ref } } });
}

interface Drawing {
  readonly content: string;
  readonly resources: Record<string, Record<string, PDFRef>>;
}

/** Gives a widget its normal appearance: a form of the size the reader sees, upright on a page that is turned. */
export function setAppearance(update: PdfUpdate, field: FormField, drawing: Drawing): void {
  const dict = update.context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    ...appearanceSize(pageUnder(update, field).view, shownSize(update, field)),
    Resources: drawing.resources,
  });
  const form = update.add(PDFRawStream.of(dict, Buffer.from(drawing.content, 'latin1')));
  field.dict.set(name('AP'), update.context.obj({ N: form }));
  update.change(field.ref);
}

/** The size of a field as the reader sees it. */
export function shownSize(update: PdfUpdate, field: FormField): Pick<Rectangle, 'width' | 'height'> {
  return toView(pageUnder(update, field).view, rectangleOf(field));
}

/** Box and turn of an appearance; the same when a field is prepared as when it is filled, which EU DSS insists on. */
export function appearanceSize(view: PageView, { width, height }: { width: number; height: number }) {
  const [a, b, c, d] = view.toPage;
  const turn = view.rotation === 0 ? {} : { Matrix: [a, b, c, d, 0, 0] };
  return { BBox: [0, 0, number(width), number(height)], ...turn };
}

interface PageUnder {
  readonly ref: PDFRef;
  readonly page: PDFDict;
  readonly view: PageView;
}

function pageUnder({ context }: PdfUpdate, field: FormField): PageUnder {
  const ref = pageOf(context, field) ?? pagesOf(context)[0]?.ref;
  const page = ref === undefined ? undefined : context.lookup(ref);
  if (ref === undefined || !(page instanceof PDFDict)) {
    throw new DomainError('invalid', 'pdf-unreadable', `The page of the field "${field.name}" is missing`);
  }
  return { ref, page, view: pageView(page) };
}

function drawOnPage(update: PdfUpdate, { ref, page, view }: PageUnder, image: PlacedImage, box: Rectangle): void {
  const upright = `${view.toPage.map(number).join(' ')} cm`;
  drawOver(page, (nameOf) => `/Artifact BMC\nq ${upright}\n${paint(nameOf(image.ref), box)}Q\nEMC\n`, update.add);
  update.change(ref);
}

function textLines(
  update: PdfUpdate,
  appearance: Extract<Appearance, { lines: readonly string[] }>,
  { width, height }: Rectangle,
): Drawing {
  const { lines } = appearance;
  const font = formFont(update.context, resourceOf.regular) ?? ownFont(update, 'regular');
  const widest = Math.max(...lines.map((line) => font.width(line, 1)));
  const fitting = Math.min(9, (width - 4) / widest, (height - 4) / (lines.length * 1.25));
  const size = appearance.kind === 'mark' ? appearance.fontSize : fitting;
  const colour = appearance.kind === 'mark' ? '0 g' : '0.12 0.25 0.55 rg';
  const leading = size * 1.25;
  const top = (height + leading * lines.length) / 2 - size;
  const shown = lines.map((line) => `<${font.encode(line)}> Tj T*`).join('\n');
  const content = `q ${colour} BT /F ${number(size)} Tf ${number(leading)} TL 2 ${number(top)} Td\n${shown}\nET Q\n`;
  return { content, resources: { Font: { F: font.ref } } };
}

/** The largest box of the image's proportions inside `box`, centred. */
function fitInto(image: PlacedImage, box: Rectangle): Rectangle {
  const scale = Math.min(box.width / image.width, box.height / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

const paint = (resource: string, { x, y, width, height }: Rectangle): string =>
  `q ${[width, 0, 0, height, x, y].map(number).join(' ')} cm /${resource} Do Q\n`;

/** A coordinate as PDF writes it: no exponent, a hundredth of a point is fine enough. */
export const number = (value: number): number => Math.round(value * 100) / 100;

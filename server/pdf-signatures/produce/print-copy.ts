import { annotationBits, annotationsOf, makeDrawable, placement, shownLook } from '../pdf/annotation-look.ts';
import { refuseDeepNesting } from '../pdf/drawing-nesting.ts';
import { drawOver } from '../pdf/page-content.ts';
import { settleView } from '../pdf/page-view.ts';
import { pagesOf, rectangleOf } from '../pdf/pdf-fields.ts';
import { type PDFContext, PDFDict, PDFNumber, type PDFObject, PDFRef } from '../pdf/pdf-lib.cjs';
import { catalogOf, name, parsePdf } from '../pdf/pdf-update.ts';
import { layersOff } from './layers.ts';
import { rewrite } from './rewrite-pdf.ts';

/** Pages to print; those of which something lay on them (by index) may have been drawn otherwise than a reader shows them. */
export interface PrintCopy {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly drawn: ReadonlySet<number>;
}

/** What a print has use for in the catalog and on a page. */
const keptInCatalog: readonly string[] = ['Type', 'Pages', 'OCProperties'];
const keptOnPage: readonly string[] = [
  ...['Type', 'Parent', 'MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Resources', 'Contents', 'Group'],
];

/**
 * A file for printing: its pages as they are, with what lies on them – fields, signatures, notes – drawn into them, and without form,
 * signatures, scripts, structure and attachments. Refuses what is encrypted or cannot be read.
 */
export async function printCopy(pdf: Uint8Array): Promise<PrintCopy> {
  const context = await parsePdf(pdf);
  refuseDeepNesting(context);
  const catalog = catalogOf(context).dict;
  const form = catalog.lookup(name('AcroForm'));
  const defaults = form instanceof PDFDict ? form.lookup(name('DR')) : undefined;
  const off = layersOff(context);
  const pages = pagesOf(context);
  const drawn = new Set<number>();
  for (const [index, { dict: page }] of pages.entries()) {
    settleView(page);
    const annotations = annotationsOf(page);
    if (annotations.length > 0) drawn.add(index);
    const placed = annotations.flatMap((entry) => placedLook(context, entry, { defaults, off }));
    keepOnly(page, keptOnPage);
    if (placed.length === 0) continue;
    drawOver(
      page,
      (nameOf) => placed.map(({ look, matrix }) => `q ${matrix} cm /${nameOf(look)} Do Q\n`).join(''),
      (object) => context.register(object),
    );
  }
  keepOnly(catalog, keptInCatalog);
  delete context.trailerInfo.Info;
  return { pdf: await rewrite(context), pages: pages.length, drawn };
}

function placedLook(
  context: PDFContext,
  entry: PDFObject,
  { defaults, off }: { readonly defaults: unknown; readonly off: readonly PDFObject[] },
): { readonly look: PDFRef; readonly matrix: string }[] {
  const annotation = entry instanceof PDFRef ? context.lookup(entry) : entry;
  if (!(annotation instanceof PDFDict) || annotation.lookup(name('Subtype')) === name('Popup')) return [];
  const flags = annotation.lookup(name('F'));
  const bits = flags instanceof PDFNumber ? flags.asNumber() : 0;
  const layer = annotation.get(name('OC'));
  if ((bits & (annotationBits.hidden | annotationBits.noView)) !== 0 || off.some((one) => one === layer)) return [];
  const look = shownLook(annotation);
  const ref = look === undefined ? undefined : context.getObjectRef(look);
  const matrix = placement(look, rectangleOf({ dict: annotation }));
  if (look === undefined || ref === undefined || matrix === undefined) return [];
  makeDrawable(context, look, defaults);
  return [{ look: ref, matrix }];
}

function keepOnly(dict: PDFDict, keys: readonly string[]): void {
  for (const key of dict.keys()) if (!keys.includes(key.decodeText())) dict.delete(key);
}

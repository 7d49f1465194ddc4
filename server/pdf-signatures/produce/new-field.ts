import { DomainError } from '../../platform/errors.ts';
import type { Rectangle } from '../pdf/page-geometry.ts';
import { type FormField, formFields, pagesOf, widgetsOn } from '../pdf/pdf-fields.ts';
import { PDFArray, PDFDict, PDFHexString, PDFNumber, type PDFObject, PDFRef } from '../pdf/pdf-lib.cjs';
import { catalogOf, name, type PdfUpdate } from '../pdf/pdf-update.ts';
import { number } from './appearance.ts';
import type { BoxPlace } from './find-places.ts';

/**
 * Adds an empty signature field to a file that nobody prepared, visible when it has a place (page coordinates, pages from 0).
 * Refuses a name that stands already, a place over another field, and a visible field in a certified file: validators
 * take that for an attempt to sneak something onto the page (pyHanko’s rules of later changes).
 */
export function addSignatureField(update: PdfUpdate, wanted: string, place: BoxPlace | undefined): FormField {
  const { context } = update;
  const fields = formFields(context);
  if (wanted === '' || wanted.includes('.') || fields.some((field) => field.name === wanted)) {
    throw new DomainError('conflict', 'field-name-taken', `The file cannot have a new field named "${wanted}"`);
  }
  const page = pagesOf(context)[place?.page ?? 0];
  if (page === undefined) {
    throw new DomainError('invalid', 'page-missing', `The PDF has no page ${(place?.page ?? 0) + 1}`);
  }
  if (place !== undefined) refuseUnsafePlace(update, page.dict, place.rectangle);
  const { x, y, width, height } = place?.rectangle ?? { x: 0, y: 0, width: 0, height: 0 };
  const dict = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: PDFHexString.fromText(wanted),
    Rect: [x, y, x + width, y + height].map(number),
    F: 132, // print, locked
    P: page.ref,
  });
  const ref = update.add(dict);
  const form = formOf(update);
  appendTo(update, form, 'Fields', ref);
  appendTo(update, page, 'Annots', ref);
  form.dict.set(name('SigFlags'), PDFNumber.of(3));
  update.change(form.ref);
  return { name: wanted, ref, dict, kind: 'signature', signed: false };
}

/** A name of the form `Signature3` that no field bears. */
export function freeFieldName(fields: readonly FormField[], stem = 'Signature'): string {
  const taken = new Set(fields.map((field) => field.name));
  let index = 1;
  while (taken.has(`${stem}${index}`)) index += 1;
  return `${stem}${index}`;
}

/** DocMDP level of a certified file (ISO 32000-2 §12.8.2.2); undefined when nobody certified it. */
export function certificationOf(update: PdfUpdate): number | undefined {
  const permissions = catalogOf(update.context).dict.lookup(name('Perms'));
  const signature = permissions instanceof PDFDict ? permissions.lookup(name('DocMDP')) : undefined;
  if (!(signature instanceof PDFDict)) return undefined;
  const references = signature.lookup(name('Reference'));
  const [first] = references instanceof PDFArray ? references.asArray() : [];
  const reference = first instanceof PDFRef ? update.context.lookup(first) : first;
  const parameters = reference instanceof PDFDict ? reference.lookup(name('TransformParams')) : undefined;
  const level = parameters instanceof PDFDict ? parameters.lookup(name('P')) : undefined;
  return level instanceof PDFNumber ? level.asNumber() : 2;
}

function refuseUnsafePlace(update: PdfUpdate, page: PDFDict, place: Rectangle): void {
  if (certificationOf(update) !== undefined) {
    const message = 'The file is certified: a visible signature needs a field that was there before; sign invisibly';
    throw new DomainError('conflict', 'file-certified', message);
  }
  const over = widgetsOn(update.context, page).find(({ rectangle }) => overlap(rectangle, place));
  if (over !== undefined) {
    throw new DomainError('conflict', 'places-overlap', `The place lies over the field "${over.name}"`);
  }
}

/** Whether two rectangles share more than an edge. */
export const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01;

/** A dictionary with the indirect object that must be written when it changes. */
interface Held {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
}

function formOf(update: PdfUpdate): Held {
  const catalog = catalogOf(update.context);
  const entry = catalog.dict.get(name('AcroForm'));
  const dict = entry instanceof PDFRef ? update.context.lookup(entry) : entry;
  if (dict instanceof PDFDict) return { ref: entry instanceof PDFRef ? entry : catalog.ref, dict };
  const made = update.context.obj({ Fields: [] });
  const ref = update.add(made);
  catalog.dict.set(name('AcroForm'), ref);
  update.change(catalog.ref);
  return { ref, dict: made };
}

/** Appends to a list that may stand in its dictionary or in an object of its own. */
function appendTo(update: PdfUpdate, { ref, dict }: Held, key: string, item: PDFObject): void {
  const entry = dict.get(name(key));
  const list = entry instanceof PDFRef ? update.context.lookup(entry) : entry;
  if (list instanceof PDFArray) list.push(item);
  else dict.set(name(key), update.context.obj([item]));
  update.change(list instanceof PDFArray && entry instanceof PDFRef ? entry : ref);
}

import type { Rectangle } from './page-geometry.ts';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from './pdf-lib.cjs';
import { catalogOf, name } from './pdf-update.ts';
import { tooComplex } from './reader/pdf-objects.ts';

/** A terminal form field with its one widget. */
export interface FormField {
  readonly name: string;
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly kind: 'signature' | 'text' | 'other';
  /** A signature field that holds a signature dictionary, however broken it may be. */
  readonly signed: boolean;
}

const mostFields = 10_000;
const deepestField = 32;

/** All terminal fields of the form; a field tree that loops is visited once, one that nests or multiplies absurdly is refused. */
export function formFields(context: PDFContext): FormField[] {
  const form = catalogOf(context).dict.lookup(name('AcroForm'));
  const fields = form instanceof PDFDict ? form.lookup(name('Fields')) : undefined;
  const visited = new Set<PDFRef>();
  const walk = (list: unknown, prefix: string, inherited: PDFName | undefined, depth: number): FormField[] =>
    list instanceof PDFArray ? list.asArray().flatMap((entry) => visit(entry, prefix, inherited, depth)) : [];
  const visit = (entry: unknown, prefix: string, inherited: PDFName | undefined, depth: number): FormField[] => {
    if (!(entry instanceof PDFRef) || visited.has(entry)) return [];
    if (visited.size >= mostFields || depth > deepestField) throw tooComplex('The form has too many fields');
    visited.add(entry);
    const dict = context.lookup(entry);
    if (!(dict instanceof PDFDict)) return [];
    const own = dict.lookup(name('T'));
    const partial = own instanceof PDFString || own instanceof PDFHexString ? own.decodeText() : undefined;
    const full = [prefix, partial].filter(Boolean).join('.');
    const type = dict.lookup(name('FT'));
    const fieldType = type instanceof PDFName ? type : inherited;
    const kids = dict.lookup(name('Kids'));
    const below = walk(kids, full, fieldType, depth + 1).filter((kid) => kid.name !== full);
    if (below.length > 0) return below;
    const kind = fieldType === name('Sig') ? 'signature' : fieldType === name('Tx') ? 'text' : 'other';
    return [{ name: full, ref: entry, dict, kind, signed: kind === 'signature' && dict.has(name('V')) }];
  };
  return walk(fields, '', undefined, 0);
}

/** The widget rectangle of a field; a field without one is invisible. */
export function rectangleOf(field: Pick<FormField, 'dict'>): Rectangle {
  const rect = field.dict.lookup(name('Rect'));
  const numbers =
    rect instanceof PDFArray ? rect.asArray().map((n) => (n instanceof PDFNumber ? n.asNumber() : 0)) : [];
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** A widget as it lies on a page: a field of its own, or one of several of its parent. */
export interface PlacedWidget {
  readonly name: string;
  readonly rectangle: Rectangle;
}

/** The visible widgets of a page. */
export function widgetsOn(context: PDFContext, page: PDFDict): PlacedWidget[] {
  const annotations = page.lookup(name('Annots'));
  return (annotations instanceof PDFArray ? annotations.asArray() : []).flatMap((entry) => {
    const dict = entry instanceof PDFRef ? context.lookup(entry) : entry;
    if (!(dict instanceof PDFDict) || dict.lookup(name('Subtype')) !== name('Widget')) return [];
    const parent = dict.lookup(name('Parent'));
    const title = dict.lookup(name('T')) ?? (parent instanceof PDFDict ? parent.lookup(name('T')) : undefined);
    const isText = title instanceof PDFString || title instanceof PDFHexString;
    const rectangle = rectangleOf({ dict });
    return rectangle.width * rectangle.height === 0 ? [] : [{ name: isText ? title.decodeText() : '', rectangle }];
  });
}

/** The page a field's widget is on: its `/P`, else the page whose annotations hold it. */
export function pageOf(context: PDFContext, field: FormField): PDFRef | undefined {
  const page = field.dict.get(name('P'));
  if (page instanceof PDFRef) return page;
  return pagesOf(context).find(({ dict }) => {
    const annotations = dict.lookup(name('Annots'));
    return annotations instanceof PDFArray && annotations.asArray().includes(field.ref);
  })?.ref;
}

/** The pages in order; a page tree that loops is cut. */
export function pagesOf(context: PDFContext): { ref: PDFRef; dict: PDFDict }[] {
  const visited = new Set<PDFObject>();
  const pages: { ref: PDFRef; dict: PDFDict }[] = [];
  const waiting = [catalogOf(context).dict.get(name('Pages'))];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (!(ref instanceof PDFRef) || visited.has(ref)) continue;
    visited.add(ref);
    const dict = context.lookup(ref);
    if (!(dict instanceof PDFDict)) continue;
    const kids = dict.lookup(name('Kids'));
    if (kids instanceof PDFArray) for (const kid of kids.asArray().toReversed()) waiting.push(kid);
    else pages.push({ ref, dict });
  }
  return pages;
}

/** A page attribute, its own or inherited from the page tree (ISO 32000-2 §7.7.3.4). */
export function pageAttribute(page: PDFDict, key: 'Resources' | 'MediaBox' | 'CropBox' | 'Rotate'): unknown {
  const visited = new Set<unknown>();
  for (let node: unknown = page; node instanceof PDFDict && !visited.has(node); node = node.lookup(name('Parent'))) {
    visited.add(node);
    const value = node.lookup(name(key));
    if (value !== undefined) return value;
  }
  return undefined;
}

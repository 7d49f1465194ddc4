import { pageAttribute } from './pdf-fields.ts';
import { PDFArray, type PDFDict, type PDFObject, PDFRawStream, type PDFRef } from './pdf-lib.cjs';
import { copyOfDict, name } from './pdf-update.ts';

/** Operators to draw over a page; `nameOf` gives the name that an object has among the resources of the page. */
export type Paint = (nameOf: (object: PDFRef) => string) => string;

/**
 * Draws over what a page shows already, in a coordinate system of its own: page content may leave its own changed. Resources are copied,
 * because other pages may share them, and what has a name there keeps it; `add` registers what is new.
 */
export function drawOver(page: PDFDict, paint: Paint, add: (object: PDFObject) => PDFRef): void {
  const { context } = page;
  const resources = copyOfDict(context, pageAttribute(page, 'Resources'));
  const objects = copyOfDict(context, resources.lookup(name('XObject')));
  let last = 0;
  const content = paint((object) => {
    while (objects.has(name(`Vb${last}`))) last += 1;
    objects.set(name(`Vb${last}`), object);
    return `Vb${last}`;
  });
  resources.set(name('XObject'), objects);
  page.set(name('Resources'), resources);
  const contents = page.get(name('Contents'));
  const list = contents === undefined ? undefined : context.lookup(contents);
  const before = list instanceof PDFArray ? list.asArray() : contents === undefined ? [] : [contents];
  const stream = (text: string): PDFRef => add(PDFRawStream.of(context.obj({}), Buffer.from(text, 'latin1')));
  page.set(name('Contents'), context.obj([stream('q\n'), ...before, stream(`Q\n${content}`)]));
}

import type { PDFiumDocument, PDFiumPage } from '@hyzyla/pdfium';

/** A stamp that says who copied the page, and when, has fewer letters; a page that says its own text seldom has. */
export const fewLetters = 300;
/** Letters drawn as outlines are as many shapes. */
const manyShapes = 100;

/** Whether the text of a page is to be recognised: it is a picture, or drawn as shapes, and says next to nothing itself. */
export function isScan(page: PDFiumPage): boolean {
  const letters = page.getText().replace(/\s+/g, '').length;
  if (letters >= fewLetters) return false;
  const count = page.getObjectCount();
  if (letters === 0 && count >= manyShapes) return true;
  for (let at = 0; at < count; at += 1) {
    // Scanners put their picture onto the page, or into a form that lies on it.
    const { type } = page.getObject(at);
    if (type === 'image' || type === 'form') return true;
  }
  return false;
}

/** Those of some pages (1 = first) of a PDF whose text is to be recognised; runs in a worker process. */
export async function scansAmong(pdf: Uint8Array, pages: readonly number[]): Promise<number[]> {
  if (pages.length === 0) return [];
  // Few files need a look, and whoever reads one of the others does not wait for it.
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  let document: PDFiumDocument | undefined;
  try {
    const opened = await library.loadDocument(Buffer.from(pdf));
    document = opened;
    const count = opened.getPageCount();
    return pages.filter((page) => page <= count && isScan(opened.getPage(page - 1)));
  } catch {
    // What PDFium does not show, nothing is recognised in; what pdf.js has read of it is read all the same.
    return [];
  } finally {
    document?.destroy();
    library.destroy();
  }
}

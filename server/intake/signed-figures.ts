import { appearanceText } from '../pdf-signatures/pdf/appearance-text.ts';
import { PdfFile, type RevisionView } from '../pdf-signatures/pdf/reader/pdf-file.ts';
import { isDictionary, isStream } from '../pdf-signatures/pdf/reader/pdf-objects.ts';

/** Figures and nothing else: a number, a day, a month. Who signed, and when, stands elsewhere. */
const figures = /^\d{1,6}$/;

/**
 * What the looks of signatures say in figures: a clerk's token writes number, day and month of a document as the appearance of a signature each.
 * Gives the figures of the widget with an object number of the file, undefined where it shows anything else.
 */
export function signedFigures(pdf: Uint8Array): (widget: number) => string | undefined {
  let opened: RevisionView | undefined;
  return (widget) => {
    opened ??= lastRevision(pdf);
    const annotation = opened.object(widget);
    if (!isDictionary(annotation)) return undefined;
    const look = opened.resolve(opened.dictionary(annotation, 'AP')?.entries.get('N') ?? null);
    if (!isStream(look)) return undefined;
    const text = appearanceText(opened, look, opened.dictionary(opened.catalog, 'AcroForm'))?.trim();
    return text !== undefined && figures.test(text) ? text : undefined;
  };
}

function lastRevision(pdf: Uint8Array): RevisionView {
  const file = new PdfFile(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
  return file.view(file.revisions.length - 1);
}

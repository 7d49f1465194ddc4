import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DomainError } from '../../platform/errors.ts';
import { pdfjs } from './pdfjs.ts';

/**
 * Opens a PDF with pdf.js for as long as its text is read; runs in worker processes. Nothing of the file is evaluated and no
 * font is loaded. A file that cannot be read is refused with `pdf-unreadable`, and
 * one that opens with a password only with `pdf-encrypted`.
 */
export async function readPdf<T>(pdf: Uint8Array, read: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const { getDocument } = await pdfjs();
  const task = getDocument({
    // pdf.js takes the bytes for good.
    data: Uint8Array.from(pdf),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    return await read(await task.promise);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw new DomainError('invalid', 'pdf-encrypted', 'The PDF opens with a password only', { cause });
    }
    throw new DomainError('invalid', 'pdf-unreadable', 'The pages of the PDF cannot be read', { cause });
  } finally {
    await task.destroy();
  }
}

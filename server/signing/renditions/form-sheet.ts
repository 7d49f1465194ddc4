import { readFile } from 'node:fs/promises';
import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFEmbeddedPage, type PDFFont, type PDFPage } from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { fontFiles } from '../../platform/render/fonts.ts';

/** The document font, as far as marks on copies need it. */
export interface SheetFonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** What `draw` draws on a sheet of this size, as a form of `copy`: it can be put on any number of its pages. */
export async function formSheet(
  copy: PDFDocument,
  size: { readonly width: number; readonly height: number },
  draw: (page: PDFPage, fonts: SheetFonts) => void,
): Promise<PDFEmbeddedPage> {
  const sheet = await PDFDocument.create({ updateMetadata: false });
  sheet.registerFontkit(fontkit);
  const [regular = '', , bold = ''] = fontFiles;
  const fonts = {
    regular: await sheet.embedFont(await readFile(regular), { subset: true }),
    bold: await sheet.embedFont(await readFile(bold), { subset: true }),
  };
  draw(sheet.addPage([size.width, size.height]), fonts);
  const [form] = await copy.embedPdf(await sheet.save());
  if (form === undefined) throw new Error('A sheet is one page');
  await copy.flush();
  return form;
}

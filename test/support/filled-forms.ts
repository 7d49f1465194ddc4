import { PDFDocument, StandardFonts } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import type { SignatureRequest } from '../../server/pdf-signatures/produce/sign-pdf.ts';
import { aDemoAuthority, signed } from './signing.ts';

/** A form as agencies publish them: a line of text, a box, a group, a list, each on the page and empty or filled. */
export async function aForm({ amount = '' } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([595, 842]);
  page.drawText('Phieu de nghi', { x: 60, y: 760, font: await document.embedFont(StandardFonts.Helvetica) });
  const form = document.getForm();
  const place = (y: number, width = 200) => ({ x: 60, y, width, height: 20, borderWidth: 1 });
  const text = form.createTextField('so_tien');
  text.addToPage(page, place(700));
  if (amount !== '') text.setText(amount);
  const lines = form.createTextField('noi.dung');
  lines.enableMultiline();
  lines.addToPage(page, { ...place(600), height: 60 });
  const cells = form.createTextField('ma.so');
  cells.setMaxLength(8);
  cells.enableCombing();
  cells.addToPage(page, place(560));
  form.createCheckBox('dong_y').addToPage(page, place(520, 20));
  const group = form.createRadioGroup('hinh_thuc');
  for (const [at, name] of ['giay', 'dien-tu'].entries()) group.addOptionToPage(name, page, place(480 - 30 * at, 20));
  const choice = form.createDropdown('don_vi');
  choice.setOptions(['So Noi vu', 'So Tai chinh']);
  choice.addToPage(page, place(400));
  return document.save();
}

/** The form signed by somebody outside: the signature in a new, invisible field. */
export async function aSignedForm(
  request: Partial<SignatureRequest> & { readonly form?: Uint8Array } = {},
): Promise<Buffer> {
  const { leader } = await aDemoAuthority();
  const { form, ...rest } = request;
  return signed(form ?? (await aForm()), leader, { field: 'Nguoi_ky', newField: {}, ...rest });
}

/** Fills a form as programs do that use pdf-lib: values and drawn appearances, as an update behind the signed bytes. */
export async function filledByPdfLib(
  pdf: Uint8Array,
  fill: (form: ReturnType<PDFDocument['getForm']>) => void,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  fill(document.getForm());
  document.getForm().updateFieldAppearances();
  return document.save();
}

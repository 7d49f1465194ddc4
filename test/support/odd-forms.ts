/** A form written by hand: whatever a program may write, in the place where it may stand. */
export interface HandMadeForm {
  /** The annotations of the page, one dictionary each; `7 0 R` is the first. */
  readonly widgets: readonly string[];
  /** What the form lists; every widget unless told. */
  readonly fields?: string;
  /** Further keys of form, catalog and page. */
  readonly form?: string;
  readonly catalog?: string;
  readonly page?: string;
  /** Objects behind the widgets, one after the other. */
  readonly more?: readonly string[];
}

const letter = 'BT /F1 13 Tf 60 760 Td (Kinh gui cac co quan) Tj ET';

/** Number of the first widget, and of the first further object of a form with so many widgets. */
const firstWidget = 7;

/** Writes the file with a table of its objects: 1 catalog, 2 pages, 3 page, 4 its content, 5 Helvetica, 6 the form. */
export function aHandMadeForm({
  widgets,
  fields,
  form = '',
  catalog = '',
  page = '',
  more = [],
}: HandMadeForm): Buffer {
  const numbers = widgets.map((_, at) => `${firstWidget + at} 0 R`).join(' ');
  const objects = [
    `<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R ${catalog}>>`,
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> /Annots [${numbers}] ${page}>>`,
    stream(letter),
    '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>',
    `<</Fields [${fields ?? numbers}] /DR <</Font <</Helv 5 0 R>>>> /DA (/Helv 12 Tf 0 g) ${form}>>`,
    ...widgets,
    ...more,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size} /Root 1 0 R>>`;
  return Buffer.from(`${text}${table}\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}

export const stream = (content: string, keys = ''): string =>
  `<<${keys}/Length ${content.length}>>\nstream\n${content}\nendstream`;

/** A look of a field, as wide and high as its place; `resources` may be left to the form. */
export const aLook = (
  content: string,
  { box = '0 0 200 20', keys = '', resources = '/Font <</Helv 5 0 R>>' } = {},
): string =>
  stream(
    content,
    `/Type /XObject /Subtype /Form /BBox [${box}] ${resources === '' ? '' : `/Resources <<${resources}>> `}${keys}`,
  );

export const shownText = (text: string): string => `/Tx BMC q BT /Helv 12 Tf 0 g 2 5 Td (${text}) Tj ET Q EMC`;

/** A widget that is its own field. */
export const aWidget = (keys: string, rect = '60 600 260 620'): string =>
  `<</Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [${rect}] ${keys}>>`;

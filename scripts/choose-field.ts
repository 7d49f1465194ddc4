import { type Rectangle, toPage } from '../server/pdf-signatures/pdf/page-geometry.ts';
import { pageView } from '../server/pdf-signatures/pdf/page-view.ts';
import { formFields, pagesOf } from '../server/pdf-signatures/pdf/pdf-fields.ts';
import { parsePdf } from '../server/pdf-signatures/pdf/pdf-update.ts';
import { freeFieldName } from '../server/pdf-signatures/produce/new-field.ts';
import type { SignatureRequest } from '../server/pdf-signatures/produce/sign-pdf.ts';
import { DomainError } from '../server/platform/errors.ts';

/** A place as a person gives it: pages from 1, points from the lower left corner of the page as it is shown. */
export interface PlaceOnPage {
  readonly page: number;
  readonly rectangle: Rectangle;
}

/**
 * The field a signature goes into: the named one, else the first empty one of the file, else a new one; a new one is visible when
 * it has a place. Refuses a place for a field that has its own.
 */
export async function chooseField(
  pdf: Uint8Array,
  wanted: string | undefined,
  visible: PlaceOnPage | undefined,
): Promise<Pick<SignatureRequest, 'field' | 'newField'>> {
  const context = await parsePdf(pdf);
  const fields = formFields(context);
  const empty = fields.filter(({ kind, signed }) => kind === 'signature' && !signed);
  const found =
    wanted === undefined ? (visible === undefined ? empty[0] : undefined) : fields.find(({ name }) => name === wanted);
  if (found !== undefined) {
    if (visible === undefined) return { field: found.name };
    throw new DomainError('malformed', 'bad-arguments', `Ô "${found.name}" đã có chỗ của nó; bỏ --visible`);
  }
  const field = wanted ?? freeFieldName(fields);
  if (visible === undefined) return { field, newField: {} };
  const page = pagesOf(context)[visible.page - 1];
  if (page === undefined) throw new DomainError('invalid', 'page-missing', `Tệp không có trang ${visible.page}`);
  const rectangle = toPage(pageView(page.dict), visible.rectangle);
  return { field, newField: { place: { page: visible.page - 1, rectangle } } };
}

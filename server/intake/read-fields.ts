import { toPage } from '../pdf-signatures/pdf/page-geometry.ts';
import type { PageText } from './page-text.ts';
import { headOf } from './reading/head.ts';
import { codeLineOf, readCode } from './reading/read-code.ts';
import { readDate } from './reading/read-date.ts';
import type { ReadField } from './reading/read-field.ts';
import { readIssuer } from './reading/read-issuer.ts';
import { readAnnexes, readCopy, readUrgency } from './reading/read-marks.ts';
import { readAddressees, readRecipients } from './reading/read-recipients.ts';
import { readSigner } from './reading/read-signer.ts';
import { readTitle } from './reading/read-title.ts';

/**
 * Reads the fields of NĐ 30/2020 Phụ lục VI from the text of a document in the layout of Phụ lục I, and from those of the Party, of laws
 * and of Công báo, which differ in few things. Says nothing of what is not there: a field that was not found is typed by hand.
 */
export function readFields(pages: readonly PageText[], agencyNames: readonly string[]): ReadField[] {
  const head = headOf(pages);
  if (!head) return [];
  const line = codeLineOf(head);
  const code = readCode(head, line);
  const notation = code.find(({ name }) => name === 'codeNotation')?.value;
  const found = [
    ...code,
    ...readDate(head, pages),
    ...readIssuer(head, line, agencyNames),
    ...readTitle(head, line, notation),
    ...readUrgency(head),
    ...readAddressees(head),
    ...readSigner(pages, head),
    ...readRecipients(pages),
    ...readAnnexes(pages),
    ...readCopy(pages),
  ];
  const viewOfPage = new Map(pages.map((page) => [page.page, page]));
  return found.map((one) => {
    const view = viewOfPage.get(one.page);
    return one.box === null || view === undefined ? one : { ...one, box: toPage(view, one.box) };
  });
}

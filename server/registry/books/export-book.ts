import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { madeReply } from '../../platform/files/files.ts';
import { spreadsheet } from '../../platform/render/spreadsheet.ts';
import { tableTypes } from '../../platform/render/table-types.ts';
import { csvText } from '../../platform/text/csv.ts';
import { written } from '../registers/register.ts';
import { type BookForm, forms } from './book-forms.ts';
import { type Gap, linesOf } from './book-parts.ts';
import { type BookTableFormat, MOST_TABLED } from './contract.ts';
import type { WhenPassedOn } from './read-book.ts';
import { type AskedPart, fileNameOf, saidOfTaken, takePart } from './taken-part.ts';

/**
 * Part of a book as a table for spreadsheets, in the columns of its printed form. Every number has a row of its own, voided ones and those
 * without a document too, so that rows and numbers can be counted against each other. The log says who took which numbers away.
 */
export async function exportBook(
  actor: Actor,
  registerId: string,
  { format, ...asked }: AskedPart & { readonly format: BookTableFormat },
  passedOn: WhenPassedOn,
): Promise<FileReply> {
  const taken = await takePart(actor, registerId, asked, MOST_TABLED, passedOn);
  const { columns } = forms[taken.form];
  const rows = linesOf(taken.rows, taken.part).flatMap((line) =>
    'gap' in line ? blankRows(forms[taken.form], line.gap) : [{ cells: line.cells, struck: line.voided }],
  );
  const table =
    format === 'csv'
      ? Buffer.from(csvText([columns.map(({ name }) => name), ...rows.map(({ cells }) => cells)]))
      : await spreadsheet({ name: `${taken.register.year}`, columns, rows });
  await recordView(actor, { type: 'register-downloaded', ...saidOfTaken(taken), format });
  const name = `${fileNameOf(taken)}.${format}`;
  return madeReply(table, { name, mediaType: tableTypes[format], disposition: 'attachment' });
}

/** Numbers without a document, each in a row that says so where the notes stand. */
function blankRows({ columns, numberColumn }: BookForm, { first, last }: Gap) {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const cells = columns.map(() => '');
    cells[numberColumn] = written(first + index);
    cells[columns.length - 1] = 'Không có văn bản trong sổ';
    return { cells, struck: false };
  });
}

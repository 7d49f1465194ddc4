import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { dayInVietnam, formatDay } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { madeReply } from '../../platform/files/files.ts';
import { findUnprintable, withCharactersNamed } from '../../platform/render/glyph-coverage.ts';
import { renderPdf } from '../../platform/render/render.ts';
import { type Register, written } from '../registers/register.ts';
import { type BookForm, forms } from './book-forms.ts';
import { type Gap, linesOf } from './book-parts.ts';
import type { BookRow } from './book-rows.ts';
import { closingStatement, saidOf, statementOf } from './book-statement.ts';
import { MOST_PRINTED } from './contract.ts';
import { printedFrame } from './printed-head.ts';
import type { WhenPassedOn } from './read-book.ts';
import { type AskedPart, fileNameOf, saidOfTaken, takePart } from './taken-part.ts';

/** A part of 500 lines takes some seconds; a busy machine gets its time too. */
const PATIENCE_MS = 60_000;

/**
 * Part of a book as it is printed and bound: the columns of its form (NĐ 30/2020 Phụ lục IV), voided numbers with their reason, numbers without a
 * line as such (Điều 16.2b, 22.3b), on each page how the log stood, and at the end what it holds; of a closed book on a leaf of its own. A
 * character that the font lacks is printed by its number, and the end says so. Made anew each time, kept nowhere; the log says who printed which numbers.
 */
export async function printBook(
  actor: Actor,
  registerId: string,
  asked: AskedPart,
  passedOn: WhenPassedOn,
): Promise<FileReply> {
  const taken = await takePart(actor, registerId, asked, MOST_PRINTED, passedOn);
  const { register, part, form, period, rows } = taken;
  const at = currentTime();
  const page = { ...(await frameOf(actor, register, forms[form], at)), ...linesIn(rows, part) };
  const statement = [statementOf(rows, part, period), noteOfNamed(rows)].filter(Boolean).join(' ');
  const data = withCharactersNamed({
    ...page,
    end: { ...page.end, statement, closing: closingStatement(register) ?? '' },
  });
  const { pdf } = await renderPdf(forms[form].template, data, { creationTime: at, timeMs: PATIENCE_MS });
  await recordView(actor, { type: 'register-printed', ...saidOfTaken(taken) });
  return madeReply(pdf, {
    name: `${fileNameOf(taken)}.pdf`,
    mediaType: 'application/pdf',
    disposition: 'inline',
  });
}

function noteOfNamed(rows: readonly BookRow[]): string {
  const isWhole = rows.every(({ cells }) => cells.every((cell) => findUnprintable(cell) === undefined));
  return isWhole ? '' : 'Ký tự mà phông chữ không có thì in mã Unicode trong ngoặc vuông, như [U+4E2D].';
}

/** What stands around the lines: the cover, the foot of each page, and who signs at the end. */
async function frameOf(actor: Actor, { year, title, closing }: Register, { cover, columns }: BookForm, at: Date) {
  const frame = await printedFrame(actor, at);
  return {
    ...frame,
    title: cover.toLocaleUpperCase('vi'),
    ...(title === undefined ? {} : { name: title }),
    year: String(year),
    ...(closing ? { closed: `Đã khoá ngày ${formatDay(dayInVietnam(closing.at))}, ${closing.by.name}` } : {}),
    columns: columns.map(({ name }) => name),
    end: { ...frame.end, book: [cover, title, `năm ${year}`, frame.agency].filter(Boolean).join(', ') },
  };
}

function linesIn(rows: readonly BookRow[], part: Gap) {
  const lines = linesOf(rows, part).map((line) => ('gap' in line ? { gap: saidOf(line.gap) } : line));
  return { span: `${written(part.first)} – ${written(part.last)}`, lines };
}

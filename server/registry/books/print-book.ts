import { recordView } from '../../audit/record.ts';
import { agencyById } from '../../identity/queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { dayInVietnam, formatDay } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { madeReply } from '../../platform/files/files.ts';
import { renderPdf } from '../../platform/render/render.ts';
import { written } from '../registers/register.ts';
import { forms } from './book-forms.ts';
import { type AskedNumbers, type Gap, linesOf, partAsked } from './book-parts.ts';
import { MOST_PRINTED } from './contract.ts';
import { type Period, spanWithin } from './numbers-of-days.ts';
import { printedHead } from './printed-head.ts';
import { loadBook, rowsOfBook, type WhenPassedOn } from './read-book.ts';

/** A part of 500 lines takes some seconds; a busy machine gets its time too. */
const PATIENCE_MS = 60_000;

/**
 * Part of a book as it is printed and bound: the ten columns of NĐ 30/2020 Phụ lục IV, voided numbers with their reason, numbers without a
 * line as such (Điều 16.2b, 22.3b), and on each page how the log stood. Made anew each time, kept nowhere; the log says who printed which
 * numbers.
 */
export async function printBook(
  actor: Actor,
  registerId: string,
  asked: AskedNumbers & Period,
  passedOn: WhenPassedOn,
): Promise<FileReply> {
  const register = await loadBook(actor, registerId);
  const part = partAsked(asked, await spanWithin(register, asked), MOST_PRINTED);
  const { kind, year, title, closing } = register;
  const { cover, columns, template, fileName } = forms[kind];
  const at = currentTime();
  const { pdf } = await renderPdf(
    template,
    {
      title: cover.toLocaleUpperCase('vi'),
      agency: (await agencyById(actor.agencyId))?.name ?? '',
      ...(title === undefined ? {} : { name: title }),
      year: String(year),
      span: `${written(part.first)} – ${written(part.last)}`,
      printed: `In ngày ${formatDay(dayInVietnam(at))}, ${actor.name}`,
      ...(closing ? { closed: `Đã khoá ngày ${formatDay(dayInVietnam(closing.at))}, ${closing.by.name}` } : {}),
      seal: await printedHead(actor.agencyId),
      columns: columns.map(({ name }) => name),
      lines: linesOf(await rowsOfBook(register, part, passedOn), part).map((line) =>
        'gap' in line ? { gap: saidOfGap(line.gap) } : line,
      ),
    },
    { creationTime: at, timeMs: PATIENCE_MS },
  );
  await recordView(actor, { type: 'register-printed', registerId, kind, year, first: part.first, last: part.last });
  const name = `${title ?? fileName}-${year}-${part.first}-${part.last}.pdf`;
  return madeReply(pdf, { name, mediaType: 'application/pdf', disposition: 'inline' });
}

function saidOfGap({ first, last }: Gap): string {
  return first === last ? written(first) : `${first}–${last}`;
}

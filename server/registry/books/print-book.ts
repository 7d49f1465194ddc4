import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { recordView } from '../../audit/record.ts';
import { agencyById } from '../../identity/queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { dayInVietnam, formatDay } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { renderPdf } from '../../platform/render/render.ts';
import { written } from '../registers/register.ts';
import { gapsBetween, printedPart, spanOf } from './book-rows.ts';
import { loadBook, rowsOfBook, type WhenPassedOn } from './read-book.ts';

/** A part of 500 lines takes some seconds; a busy machine gets its time too. */
const PATIENCE_MS = 60_000;

const covers = { incoming: 'SỔ ĐĂNG KÝ VĂN BẢN ĐẾN', outgoing: 'SỔ ĐĂNG KÝ VĂN BẢN ĐI' } as const;

/**
 * Part of a book as it is printed and bound: the ten columns of NĐ 30/2020 Phụ lục IV, voided numbers with their reason, numbers without a
 * line as such (Điều 16.2b, 22.3b). Made anew each time, kept nowhere; the log says who printed which numbers.
 */
export async function printBook(
  actor: Actor,
  registerId: string,
  asked: Parameters<typeof printedPart>[0],
  passedOn: WhenPassedOn,
): Promise<FileReply> {
  const register = await loadBook(actor, registerId);
  const part = printedPart(asked, spanOf(register));
  const { kind, year, title, closing } = register;
  const rows = await rowsOfBook(register, part, passedOn);
  const agency = await agencyById(actor.agencyId);
  const at = currentTime();
  const gaps = gapsBetween(
    rows.map(({ number }) => number),
    part.first,
    part.last,
  );
  const lines = [
    ...rows.map(({ number, voided, cells }) => ({ number, voided, cells })),
    ...gaps.map(({ first, last }) => ({ number: first, gap: first === last ? written(first) : `${first}–${last}` })),
  ].toSorted((one, other) => one.number - other.number);
  const { pdf } = await renderPdf(
    `so-dang-ky-${kind === 'incoming' ? 'den' : 'di'}`,
    {
      title: covers[kind],
      agency: agency?.name ?? '',
      ...(title === undefined ? {} : { name: title }),
      year: String(year),
      span: `${written(part.first)} – ${written(part.last)}`,
      printed: `In ngày ${formatDay(dayInVietnam(at))}, ${actor.name}`,
      ...(closing ? { closed: `Đã khoá ngày ${formatDay(dayInVietnam(closing.at))}, ${closing.by.name}` } : {}),
      lines,
    },
    { creationTime: at, timeMs: PATIENCE_MS },
  );
  await recordView(actor, { type: 'register-printed', registerId, kind, year, first: part.first, last: part.last });
  return {
    name: `${title ?? (kind === 'incoming' ? 'So-van-ban-den' : 'So-van-ban-di')}-${year}-${part.first}-${part.last}.pdf`,
    mediaType: 'application/pdf',
    size: pdf.byteLength,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    disposition: 'inline',
    open: () => Readable.from([pdf]),
  };
}

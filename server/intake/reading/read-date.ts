import type { PageText, TextLine } from '../page-text.ts';
import { linesOf } from '../page-text.ts';
import type { Head } from './head.ts';
import { areLegible, field, type ReadField } from './read-field.ts';

const inWords = /ng[àaảạáã]y\s*(\d{1,2})\s*th[áaàảạã]ng\s*(\d{1,2})\s*n[ăaâ]m\s*(\d{2}\s?\d{2})(?!\d)/iu;
const inFigures = /,\s*(?:ngày\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/iu;
/** A law bears at its end the day on which the National Assembly passed it (Luật Ban hành văn bản quy phạm pháp luật). */
const passed =
  /\snày\s(?:đã\s)?được\s.{10,160}\sthông qua\s(?:vào\s)?ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/u;
/** Lines over which that sentence goes. */
const SENTENCE = 3;
const beforeDay = /^(.{2,60}?)\s*,?\s*ng[àaảạáã]y\s/iu;

/** Place and day of issue. A day that was left open or written by hand stays unread; one that there is not is none. */
export function readDate(head: Head, pages: readonly PageText[]): ReadField[] {
  const column = [...head.right, ...head.left];
  const at = column.findIndex(({ text }) => /ng[àaảạáã]y/iu.test(text) || inFigures.test(text));
  const line = column[at];
  if (!line) return dayOfLaw(head, pages);
  // A long place leaves the year, or more, to the next line.
  const both = [line.text, column[at + 1]?.text ?? ''].join(' ');
  const form = inWords.exec(line.text) ?? inFigures.exec(line.text) ?? inWords.exec(both);
  const value = form && dayIn(form);
  const place = placeIn(line);
  return [...(value && areLegible(line) ? [field('issuedOn', value, 'sure', [line])] : []), ...(place ? [place] : [])];
}

function placeIn(line: TextLine): ReadField | undefined {
  const place = beforeDay.exec(line.text)?.[1]?.replace(/[,.\s]+$/u, '');
  return place !== undefined && /^\p{Lu}/u.test(place) ? field('place', place, 'look', [line]) : undefined;
}

function dayOfLaw({ title }: Head, pages: readonly PageText[]): ReadField[] {
  if (!title || !/^(?:BỘ )?LUẬT|^NGHỊ QUYẾT|^PHÁP LỆNH/u.test(title.text)) return [];
  for (const page of pages.toReversed()) {
    const lines = linesOf(page);
    for (const index of lines.keys()) {
      const sentence = lines.slice(index, index + SENTENCE);
      const form = passed.exec(` ${sentence.map(({ text }) => text).join(' ')}`);
      const value = form && dayIn(form);
      if (value) return [field('issuedOn', value, 'look', sentence)];
    }
  }
  return [];
}

function dayIn([, day = '', month = '', year = '']: readonly string[]): string | undefined {
  const value = `${year.replace(/\s/gu, '')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${value}T00:00:00Z`);
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
  return isDay && value > '1945' && value < '2100' ? value : undefined;
}

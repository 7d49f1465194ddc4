import type { PageText, TextLine } from '../page-text.ts';
import { bare, cellsOf, centre, isCapitals } from './cells.ts';
import type { Head } from './head.ts';
import { field, type ReadField } from './read-field.ts';

/** Degrees of urgency — *mức độ khẩn* (NĐ 30/2020 Phụ lục I, Mục III.2) — as the register numbers them. */
const urgencies: Readonly<Record<string, string>> = {
  khan: '1',
  'thuong khan': '2',
  'hoa toc': '3',
  'hoa toc hen gio': '3',
};
const copyWords = /^(?:BẢN )?(SAO Y(?: BẢN CHÍNH)?|SAO LỤC|TRÍCH SAO)$/u;
const annexWords = /^PHỤ LỤC(?:\s+(?:SỐ\s+)?[\dIVXA-Z]{1,5}\.?)?$/iu;

/** The urgency that a mark in capitals at the head says; without one nothing is said. */
export function readUrgency(head: Head): ReadField[] {
  for (const line of atTop(head.page)) {
    const value = isCapitals(line.text) ? urgencies[bare(line.text)] : undefined;
    if (value !== undefined) return [field('priority', value, 'look', [line])];
  }
  return [];
}

/** That it is a copy — *sao y, sao lục, trích sao* (NĐ 30/2020 Điều 25) — with the words of the page. */
export function readCopy(pages: readonly PageText[]): ReadField[] {
  for (const line of pages.flatMap(cellsOf)) {
    const [, kind] = copyWords.exec(line.text.trim()) ?? [];
    if (kind !== undefined) return [field('copy', kind, 'look', [line])];
  }
  return [];
}

/** The pages on which annexes — *phụ lục* — begin. */
export function readAnnexes(pages: readonly PageText[]): ReadField[] {
  const heads = pages.flatMap((page) => {
    const upper = cellsOf(page).filter((cell) => cell.y > page.height * 0.6 && isInMiddle(page, cell));
    return upper.filter(({ text }) => annexWords.test(text)).slice(0, 1);
  });
  const value = heads.map(({ page, text }) => `${text} (tr. ${page})`).join('; ');
  return heads.length === 0 ? [] : [field('annexes', value.slice(0, 500), 'look', heads)];
}

const atTop = (page: PageText): TextLine[] => cellsOf(page).filter((cell) => cell.y > page.height * 0.55);

const isInMiddle = (page: PageText, cell: TextLine): boolean =>
  Math.abs(centre(cell) - page.width / 2) < page.width * 0.1;

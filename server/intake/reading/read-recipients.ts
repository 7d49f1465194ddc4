import type { PageText, TextLine } from '../page-text.ts';
import { beginsRecipients, cellsOf, centre, isCapitals, onOneLine } from './cells.ts';
import type { Head } from './head.ts';
import { field, type ReadField } from './read-field.ts';

const MOST_LINES = 40;
/** Lines of one list follow one another so closely, in letter sizes. */
const CLOSE = 2.6;

/** Whom it goes to — *nơi nhận* — one of a line with its dash taken away, down to who keeps the copy: *Lưu: VT*. */
export function readRecipients(pages: readonly PageText[]): ReadField[] {
  for (const [index, page] of pages.entries()) {
    const cells = cellsOf(page);
    const top = cells.find(beginsRecipients);
    if (!top) continue;
    const below = onOneLine(cells.filter((cell) => cell.y < top.y - top.size * 0.3 && isBeside(page, top, cell)));
    const here = closeBelow(top, below);
    const lines = untilKept([...here, ...onNext(page, pages[index + 1], here)]);
    const value = listed(lines);
    return value === '' ? [] : [field('toPlaces', value, 'look', [top, ...lines])];
  }
  return [];
}

/** Whom it is addressed to — *kính gửi*. */
export function readAddressees({ addressed, text, page }: Head): ReadField[] {
  if (!addressed) return [];
  const first = addressed.text.replace(/^K[íi]nh (?:gửi|thưa)\s*:?\s*/iu, '').trim();
  const below = onOneLine(text.filter((cell) => cell.y < addressed.y - addressed.size * 0.4));
  const more = first === '' || /^[-–+•]/u.test(first) || /[;,]$/u.test(first) ? closeBelow(addressed, below) : [];
  const lines = more.filter((line, index) => /^[-–+•]/u.test(line.text) || (index > 0 && line.x > page.width * 0.3));
  const value = [first, listed(lines)]
    .filter((part) => part !== '')
    .join('; ')
    .replace(/[-–+•]\s*/u, '');
  return value === '' ? [] : [field('addressees', value, 'look', [addressed, ...lines])];
}

/** A list that the foot of its page cuts off goes on at the head of the next. */
function onNext(page: PageText, next: PageText | undefined, here: readonly TextLine[]): TextLine[] {
  const last = here.at(-1);
  if (!last || !next || last.y > page.height * 0.15 || untilKept(here).length < here.length || isKept(last)) return [];
  const [top, ...rest] = onOneLine(cellsOf(next).filter((cell) => isBeside(next, last, cell))).filter(isEntry);
  return top ? [top, ...closeBelow(top, rest)] : [];
}

const isEntry = ({ text }: TextLine): boolean => /^[-–+•]/u.test(text);
const isKept = ({ text }: TextLine): boolean => /^[-–+•]?\s*Lưu\b/u.test(text);

const isBeside = (page: PageText, top: TextLine, cell: TextLine): boolean =>
  centre(cell) < page.width * 0.52 && !(isCapitals(cell.text) && cell.x > top.x + page.width * 0.2);

function closeBelow(top: TextLine, below: readonly TextLine[]): TextLine[] {
  const lines: TextLine[] = [];
  let above = top;
  for (const line of below) {
    if (above.y - line.y > Math.max(above.size, 9) * CLOSE || lines.length === MOST_LINES) break;
    lines.push(line);
    above = line;
  }
  return lines;
}

function untilKept(lines: readonly TextLine[]): readonly TextLine[] {
  const last = lines.findIndex(isKept);
  return last === -1 ? lines : lines.slice(0, last + 1);
}

/** One entry begins with a dash; what has none goes on with the entry above. */
function listed(lines: readonly TextLine[]): string {
  const entries: string[] = [];
  for (const { text } of lines) {
    const plain = text.replace(/^[-–+•]\s*/u, '').replace(/[;.,\s]+$/u, '');
    const goesOn = entries.length > 0 && plain === text.replace(/[;.,\s]+$/u, '');
    entries.push(goesOn ? `${entries.pop()} ${plain}` : plain);
  }
  return entries
    .filter((entry) => entry !== '')
    .join('; ')
    .slice(0, 1000);
}

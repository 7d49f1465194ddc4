import type { PageText, TextLine } from '../page-text.ts';
import { bare, cellsOf, centre, isCapitals, isRule, onOneLine } from './cells.ts';
import { typeAtHeadOf } from './type-names.ts';

/**
 * The head of a document (NĐ 30/2020 Phụ lục I, Mục IV; for the Party Hướng dẫn 36-HD/VPTW): the issuer, number and *V/v* on the left, motto,
 * place and date on the right; below them the title in the middle.
 */
export interface Head {
  readonly page: PageText;
  readonly left: readonly TextLine[];
  readonly right: readonly TextLine[];
  /** The name of the type in the middle of the page, where there is one. */
  readonly title: TextLine | undefined;
  /** *Kính gửi*, where there is one. */
  readonly addressed: TextLine | undefined;
  /** Everything on the page from the title down, or from where the text begins. */
  readonly text: readonly TextLine[];
}

const MOST_PAGES = 3;
const motto = /^(?:cong ?hoa ?xa ?hoi ?chu|doc ?lap ?tu ?do|dang cong san viet nam|doan tncs ho chi minh)/;
const opening = /^(?:can cu\b|kinh gui|kinh thua|dieu 1\b|phan (?:i|thu)\b|chuong (?:i|1)\b)/;

/** The head of the first of the pages that has one; of a document without one what stands at the top of the first that is written on. */
export function headOf(pages: readonly PageText[]): Head | undefined {
  const first = pages.slice(0, MOST_PAGES).map((page) => ({ page, cells: cellsOf(page) }));
  const best = first.find(hasHead);
  if (best) return headIn(best.page, best.cells);
  const written = pages.find(({ pieces }) => pieces.length > 0);
  return written && headIn(written, cellsOf(written));
}

function hasHead({ page, cells }: { readonly page: PageText; readonly cells: readonly TextLine[] }): boolean {
  return mottoOf(page, cells) !== undefined;
}

/** The first line of the motto, which stands to the right of the middle. */
function mottoOf(page: PageText, cells: readonly TextLine[]): TextLine | undefined {
  return cells.find((cell) => motto.test(bare(cell.text)) && centre(cell) > page.width * 0.48);
}

function headIn(page: PageText, cells: readonly TextLine[]): Head {
  const top = mottoOf(page, cells);
  const column = top ? top.box.x - 3 : page.width * 0.47;
  // What stands above the motto is of another time or hand: running heads, what a signature shows, a stamp.
  const below = cells.filter((cell) => (top === undefined || cell.y < top.y + top.size * 2.5) && !isRunningHead(cell));
  const reach = (top?.y ?? page.height) - page.height * 0.45;
  const title = below.find((cell) => cell.y > reach - page.height * 0.1 && isTitle(page, cell));
  const addressed = below.find(({ text }) => /^kinh (?:gui|thua)\b/.test(bare(text)));
  const ends = [title, addressed, below.find(({ text }) => opening.test(bare(text)))];
  const end = Math.max(reach, ...ends.map((cell) => (cell ? cell.y + cell.size * 0.5 : reach)));
  const above = below.filter((cell) => cell.y > end);
  const written = (cells: readonly TextLine[]) => onOneLine(cells).filter((line) => !isRule(line));
  return {
    page,
    left: written(above.filter((cell) => centre(cell) < column)),
    right: written(above.filter((cell) => centre(cell) >= column)),
    title,
    addressed,
    text: below.filter((cell) => cell.y <= end),
  };
}

/** What Công báo prints over each of its pages. */
const isRunningHead = ({ text }: TextLine): boolean => /^\d*\s*CÔNG BÁO\b.*\d/u.test(text);

/** The name of a type in capitals, alone or before its subject, in the middle of the page. */
function isTitle(page: PageText, cell: TextLine): boolean {
  const isCentred = Math.abs(centre(cell) - page.width / 2) < page.width * 0.12;
  return isCentred && isCapitals(cell.text) && typeAtHeadOf(cell.text) !== undefined;
}

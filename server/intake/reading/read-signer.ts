import type { PageText, TextLine } from '../page-text.ts';
import { bare, beginsRecipients, cellsOf, centre, isCapitals } from './cells.ts';
import type { Head } from './head.ts';
import { isName, nameIn, soundsLikeName } from './person-names.ts';
import { field, type ReadField } from './read-field.ts';

/** *TM., KT., TL., TUQ., Q.* (NĐ 30/2020 Điều 13), with a stroke as the Party writes them. */
const capacity = /^(?:T\.?M|K\.?T|T\.?L|T\.?U\.?Q|Q)[./]\s?(?=\p{Lu})|^(?:T\/M|K\/T|T\/L|T\/U\/Q)\s?(?=\p{Lu})/u;
const position =
  /(?:^|\s)(?:BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG|CHÁNH|TRƯỞNG|HIỆU TRƯỞNG|BÍ THƯ|CHỦ NHIỆM|THỐNG ĐỐC|TỔNG KIỂM TOÁN|TỔNG THANH TRA|THƯ KÝ|CHÍNH ỦY|TƯ LỆNH|PHÓ TRƯỞNG|VIỆN TRƯỞNG|CHỦ TỌA|ĐỘI TRƯỞNG)(?=\s|$)/u;
/** A position in small letters, alone on its line: *Bộ trưởng*, *Phó Giám đốc Sở*. */
const smallPosition =
  /^(?:Phó )?(?:Bộ trưởng|Thứ trưởng|Chủ tịch|Giám đốc|Tổng giám đốc|Hiệu trưởng|Cục trưởng|Trưởng phòng|Trưởng ban|Viện trưởng)(?: \p{Lu}\p{Ll}*){0,2}$/iu;
/** What a signature shows of itself between position and name. */
const ofSignature =
  /^(?:da ky|ky boi|nguoi ky|ngay ky|thoi gian|email|co quan|signed|digitally|signature|chu ky|dau|ky ten)\b|@|^\d/;

/** A signing: whose position, and the name below it where it stands on the same page. */
interface Signing {
  readonly lines: readonly TextLine[];
  readonly name: TextLine | undefined;
}

/**
 * Who signs — *họ tên, quyền hạn, chức vụ*: a position in capitals, to the right or over *Nơi nhận*, and the name below it. Of two who sign
 * together the first is read, to be looked at.
 */
export function readSigner(pages: readonly PageText[], head: Head): ReadField[] {
  for (const [index, page] of pages.entries()) {
    const cells = cellsOf(page).filter((cell) => page !== head.page || cell.y < belowHead(head));
    const signings = signingsOn(page, cells);
    const whole = signings.filter(({ name }) => name !== undefined);
    const [first] = whole.length > 0 ? whole : signings;
    if (!first) continue;
    const found = said(first, whole.length === 1 ? 'sure' : 'look');
    return first.name ? found : [...found, ...nameOnNext(page, pages[index + 1], cells, first)];
  }
  return [];
}

/** Below what still belongs to the head, which names positions too. */
const belowHead = ({ title, addressed, left, page }: Head): number =>
  Math.min(...[title, addressed, ...left].map((line) => line?.y ?? page.height));

function signingsOn(page: PageText, cells: readonly TextLine[]): Signing[] {
  const hasDistribution = cells.some(beginsRecipients);
  const signings: Signing[] = [];
  const taken = new Set<TextLine>();
  for (const [index, cell] of cells.entries()) {
    if (taken.has(cell) || !isPosition(cell.text)) continue;
    const column = cells.slice(index).filter((other) => isBelow(page, cell, other));
    const lines = [cell, ...goingOn(cell, column)];
    for (const line of lines) taken.add(line);
    const name = nameBelow(column.slice(lines.length - 1), page.height);
    const isRight = centre(cell) > page.width * 0.54;
    if (name ? isRight || hasDistribution : isRight && hasDistribution) signings.push({ lines, name });
  }
  return signings;
}

function isPosition(text: string): boolean {
  if (smallPosition.test(text)) return true;
  return isCapitals(text) && text.length < 70 && (capacity.test(text) || position.test(text));
}

function isBelow(page: PageText, top: TextLine, other: TextLine): boolean {
  return other.y < top.y - top.size * 0.5 && Math.abs(centre(other) - centre(top)) < page.width * 0.13;
}

/** Further lines of the position: *KT. CHỦ TỊCH*, *PHÓ CHỦ TỊCH*. */
function goingOn(first: TextLine, column: readonly TextLine[]): TextLine[] {
  const lines: TextLine[] = [];
  let above = first;
  for (const line of column) {
    const isClose = above.y - line.y < Math.max(above.size, 8) * 2.4;
    const isMore = isCapitals(line.text) && (isPosition(line.text) || !soundsLikeName(line.text));
    if (!isClose || !isMore) break;
    lines.push(line);
    above = line;
  }
  return lines;
}

/** The name below the position: nothing but what a signature shows lies between. */
function nameBelow(column: readonly TextLine[], height: number): TextLine | undefined {
  const [top] = column;
  for (const line of column) {
    if (top && top.y - line.y > height * 0.28) return undefined;
    if (!isPosition(line.text) && isName(line.text)) return line;
    if (!ofSignature.test(bare(line.text)) && line.text.split(' ').length > 6) return undefined;
  }
  return undefined;
}

/** A page that ends with the position leaves the name to the head of the next one. */
function nameOnNext(
  page: PageText,
  next: PageText | undefined,
  cells: readonly TextLine[],
  { lines }: Signing,
): ReadField[] {
  const last = lines.at(-1);
  if (!next || !last || next.page !== page.page + 1) return [];
  if (cells.some((cell) => cell.y < last.y - last.size * 0.5 && isBelow(page, last, cell))) return [];
  const [name] = cellsOf(next).filter((cell) => centre(cell) > next.width * 0.5);
  return name && isName(name.text) ? [field('signerName', nameIn(name.text), 'look', [name])] : [];
}

function said({ lines, name }: Signing, confidence: 'sure' | 'look'): ReadField[] {
  const words = lines.map(({ text }) => text).join(', ');
  const sure = name && soundsLikeName(name.text) ? confidence : 'look';
  return [
    field('signerPosition', words.slice(0, 100), name ? confidence : 'look', lines),
    ...(name ? [field('signerName', nameIn(name.text), sure, [name])] : []),
  ];
}

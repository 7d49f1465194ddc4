import { CONG_VAN } from '../../registry/registers/document-type.ts';
import type { TextLine } from '../page-text.ts';
import { bare, centre, isCapitals, isRule, onOneLine } from './cells.ts';
import type { Head } from './head.ts';
import { field, joined, type ReadField } from './read-field.ts';
import { typeAtHeadOf, typeInNotation } from './type-names.ts';

const shortAbout = /^\(?\s*(?:V\s*[/.]\s*v|Vv)\b\s*[:.]?\s*/iu;
const about = new RegExp(`${shortAbout.source}|^Về việc\\s+`, 'iu');

/**
 * Type and subject — *tên loại, trích yếu*: a title in the middle and what stands below it, or of a công văn what stands under the
 * number. Without either, a letter *Kính gửi* somebody is a công văn whose subject nobody has written.
 */
export function readTitle(head: Head, code: TextLine | undefined, notation: string | undefined): ReadField[] {
  const under = head.left.filter((line) => isUnder(line, code));
  const begun = under.findIndex(({ text }) => about.test(text));
  const said = begun === -1 ? under.findIndex(({ text }) => /\p{Ll}{2}/u.test(text)) : begun;
  const letter = said === -1 ? [] : under.slice(said);
  if (head.title) return titled(head, head.title, letter, notation);
  const type = notation === undefined ? undefined : typeInNotation(notation);
  if (begun !== -1) return letterOf(letter, type === undefined || type === CONG_VAN ? 'sure' : 'look');
  if (!head.addressed) return type === undefined ? [] : [field('typeCode', type, 'look', code ? [code] : [])];
  if (type !== undefined) return [field('typeCode', type, 'look', code ? [code] : [])];
  return letter.length > 0 ? letterOf(letter, 'look') : [field('typeCode', CONG_VAN, 'look', [head.addressed])];
}

const isUnder = (line: TextLine, code: TextLine | undefined): boolean =>
  code === undefined ? about.test(line.text) : line.y < code.y;

function titled(head: Head, title: TextLine, letter: readonly TextLine[], notation = ''): ReadField[] {
  const { code = '', rest = '' } = typeAtHeadOf(title.text) ?? {};
  const named = typeInNotation(notation);
  const type = field('typeCode', code, named === undefined || named === code ? 'sure' : 'look', [title]);
  const below = subjectBelow(head, title);
  const lines = below.length === 0 && rest === '' ? letter : below;
  const value = cleaned([rest, joined(lines)].filter((part) => part !== '').join(' '), shortAbout);
  const places = rest === '' ? lines : [title, ...lines];
  return [type, ...(value === '' ? [] : [field('subject', value, 'look', places)])];
}

function letterOf(lines: readonly TextLine[], confidence: 'sure' | 'look'): ReadField[] {
  const [first] = lines;
  if (!first) return [];
  const subject = [first, ...closeBelow(first, lines.slice(1))];
  const value = cleaned(joined(subject), about);
  return [
    field('typeCode', CONG_VAN, confidence, [first]),
    ...(value === '' ? [] : [field('subject', value, subject.length === 1 ? confidence : 'look', subject)]),
  ];
}

const cleaned = (subject: string, opening: RegExp): string =>
  subject
    .replace(/^\((.*)\)$/u, '$1')
    .replace(opening, '')
    .trim();

const MOST_LINES = 10;

/** Lines of a column that follow one another closely. */
function closeBelow(first: TextLine, rest: readonly TextLine[]): TextLine[] {
  const lines: TextLine[] = [];
  let above = first;
  for (const line of rest) {
    if (above.y - line.y > above.size * 1.9 || lines.length === MOST_LINES) break;
    lines.push(line);
    above = line;
  }
  return lines;
}

/** What the text of a document begins with, and no subject. */
const opening =
  /^(?:kinh (?:gui|thua)|can cu |theo de nghi|xet de nghi|hom nay|dieu 1|i |phan |chuong |kem theo |ban hanh kem theo )/;

/** The lines in the middle below a title, until the text begins: what is not in the middle, in another face, far below, or begins as texts do. */
function subjectBelow({ page, text }: Head, title: TextLine): TextLine[] {
  const lines = onOneLine(text.filter((cell) => cell.y < title.y - title.size * 0.4)).filter((line) => !isRule(line));
  const subject: TextLine[] = [];
  let above = title;
  for (const line of lines) {
    const isCentred = Math.abs(centre(line) - centre(title)) < page.width * 0.018;
    const isFar = above.y - line.y > Math.max(above.size, line.size) * (subject.length === 0 ? 3.2 : 2);
    const [first] = subject;
    const isOther = first !== undefined && isOfOtherKind(line, first, page.width);
    if (!isCentred || isFar || beginsText(line, above, page.width) || isOther || subject.length === MOST_LINES) break;
    subject.push(line);
    above = line;
  }
  return subject;
}

/** In capitals where the subject is not, or as wide as text in another face. */
function isOfOtherKind(line: TextLine, first: TextLine, width: number): boolean {
  const hasLetters = /\p{L}{2}/u.test(line.text);
  if (hasLetters && isCapitals(line.text) !== isCapitals(first.text)) return true;
  return line.font !== first.font && line.box.width > width * 0.72;
}

/** Who issues it, named once more over the grounds of a decision: *ỦY BAN NHÂN DÂN TỈNH*, *GIÁM ĐỐC SỞ NỘI VỤ*. */
const issuerAgain =
  /^(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|HIỆU TRƯỞNG|TỔNG GIÁM ĐỐC|TRƯỞNG |CHÁNH |VIỆN TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|THỐNG ĐỐC|TỔNG |BAN |BÍ THƯ|TM\.)/u;

function beginsText(line: TextLine, above: TextLine, width: number): boolean {
  const isFull = line.box.width > width * 0.7;
  if (opening.test(`${bare(line.text)} `)) return true;
  if (isFull && /^(?:thuc hien|de |nham|theo|xet|vua qua|trong thoi gian|sau khi)\b/.test(bare(line.text))) return true;
  // A subject in capitals that fills its line goes on with whatever words come next.
  const goesOn = isCapitals(above.text) && above.box.width > width * 0.6;
  return isCapitals(line.text) && !goesOn && issuerAgain.test(line.text);
}

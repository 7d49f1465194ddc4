import { type Rectangle, toPage } from '../pdf-signatures/pdf/page-geometry.ts';
import { fold, spelledCode } from '../platform/text/fold.ts';
import { parseCode } from '../registry/documents/notation.ts';
import { CONG_VAN, incomingTypes } from '../registry/registers/document-type.ts';
import { around, linesOf, type PageText, type TextLine } from './page-text.ts';

/** A field as it was read: what it says, where it stands, and whether a clerk should look again. */
export interface ReadField {
  readonly name:
    | 'codeNumber'
    | 'codeNotation'
    | 'typeCode'
    | 'issuedOn'
    | 'issuerName'
    | 'subject'
    | 'signerName'
    | 'signerPosition';
  readonly value: string;
  /** `sure` only where the form of NĐ 30/2020 leaves no other reading, `directory` where the directory knows it, else `look`. */
  readonly confidence: 'sure' | 'directory' | 'look';
  readonly page: number;
  /** In the coordinates of the page itself, as a viewer marks it. */
  readonly box: Rectangle | null;
}

/** The two columns at the head of a document: issuer, number and V/v on the left; motto, place and date on the right. */
interface Head {
  readonly left: readonly TextLine[];
  readonly right: readonly TextLine[];
  readonly whole: readonly TextLine[];
}

/**
 * Reads the fields of NĐ 30/2020 Phụ lục VI from the text of a document in the layout of Phụ lục I. Says nothing of what is not
 * there: a field that was not found is typed by hand.
 */
export function readFields(pages: readonly PageText[], agencyNames: readonly string[]): ReadField[] {
  const [first] = pages;
  if (!first) return [];
  const head = headOf(first);
  const found = [
    ...readCode(head),
    ...readDate(head),
    ...readIssuer(head, agencyNames),
    ...readTypeAndSubject(head),
    ...readSigner(pages),
  ];
  const viewOfPage = new Map(pages.map((page) => [page.page, page]));
  return found.map((one) => {
    const view = viewOfPage.get(one.page);
    return one.box === null || view === undefined ? one : { ...one, box: toPage(view, one.box) };
  });
}

function headOf(page: PageText): Head {
  const upper = (line: TextLine) => line.y > page.height * 0.45;
  const whole = linesOf(page).filter(upper);
  const column = columnOf(whole) ?? page.width / 2;
  return {
    whole,
    left: linesOf(page, { to: column }).filter(upper),
    right: linesOf(page, { from: column }).filter(upper),
  };
}

/** Where the right column begins: at the motto, which every document bears at its head. */
function columnOf(lines: readonly TextLine[]): number | undefined {
  for (const { pieces } of lines) {
    for (let index = 0; index < pieces.length; index += 1) {
      const rest = pieces
        .slice(index)
        .map(({ text }) => text)
        .join('')
        .replace(/\s+/g, '');
      if (/^CỘNGHO[ÀA]XÃ|^CỘNGHÒAXÃ/u.test(rest)) return (pieces[index]?.x ?? 0) - 2;
    }
  }
  return undefined;
}

/** Below this, a number is one that the text speaks of. */
const textBegins = /^(V\/v|Kính gửi|Căn cứ)/iu;

function readCode({ left }: Head): ReadField[] {
  const text = left.findIndex((line) => textBegins.test(line.text));
  for (const line of left.slice(0, text === -1 ? left.length : text)) {
    const code = /^Số\s*[:.]?\s*([0-9]+[a-zđ]?\s*\/.+)$/iu.exec(spelledCode(line.text))?.[1];
    if (code === undefined) continue;
    const { codeNumber, codeNotation } = parseCode(code.split(/\s{2,}/)[0] ?? code);
    const exact = codeNotation !== null && /^([0-9]{4}\/)?[\p{L}0-9&]+(-[\p{L}0-9&]+)*$/u.test(codeNotation);
    return [
      ...(codeNumber === null ? [] : [field('codeNumber', codeNumber, exact ? 'sure' : 'look', [line])]),
      ...(codeNotation === null ? [] : [field('codeNotation', codeNotation, exact ? 'sure' : 'look', [line])]),
    ];
  }
  return [];
}

function readDate({ right }: Head): ReadField[] {
  for (const line of right) {
    const [, day, month, year] = /ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/u.exec(line.text) ?? [];
    if (day === undefined || month === undefined || year === undefined) continue;
    const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(value) ? [field('issuedOn', value, 'sure', [line])] : [];
  }
  return [];
}

function isDay(value: string): boolean {
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

/** The issuer stands last above the number, set in another face than the agency above it. */
function readIssuer({ left }: Head, agencyNames: readonly string[]): ReadField[] {
  const number = left.findIndex(({ text }) => /^Số\s*[:.]/u.test(text));
  const above = (number === -1 ? [] : left.slice(0, number)).filter(({ text }) => isCapitals(text));
  const last = above.at(-1);
  if (!last) return [];
  const start = above.findLastIndex((line) => line.font !== last.font) + 1;
  const own = continues.test(last.text) ? above.slice(-2) : above.slice(start);
  const candidates = [own, above, [last]].map((lines) => ({ lines, name: lines.map(({ text }) => text).join(' ') }));
  for (const { lines, name } of candidates) {
    const known = agencyNames.find((agency) => folded(agency) === folded(name));
    if (known !== undefined) return [field('issuerName', known, 'directory', lines)];
  }
  const [best] = candidates;
  return best ? [field('issuerName', best.name, 'look', best.lines)] : [];
}

/** A place that belongs to the name of an agency begun on the line above. */
const continues = /^(TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\s/u;

/** One spelling for what is spelled in two ways: *Ủy ban* and *Uỷ ban* fold alike already. */
function folded(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const typeOfTitle = new Map(incomingTypes.map(({ code, name }) => [folded(name), code]));

function readTypeAndSubject({ left, whole }: Head): ReadField[] {
  const about = left.findIndex(({ text }) => /^V\/v\s*:?\s/iu.test(text));
  if (about !== -1) return subjectOfLetter(left.slice(about));
  const title = whole.findIndex(({ text }) => isCapitals(text) && typeOfTitle.has(folded(text)));
  const line = whole[title];
  if (!line) return [];
  const code = typeOfTitle.get(folded(line.text)) ?? '';
  const subject = paragraphAfter(whole.slice(title + 1));
  return [
    field('typeCode', code, 'sure', [line]),
    ...(subject.length === 0 ? [] : [field('subject', joined(subject), 'look', subject)]),
  ];
}

function subjectOfLetter(lines: readonly TextLine[]): ReadField[] {
  const [first, ...rest] = lines;
  if (!first) return [];
  const subject = [first, ...followers(first, rest)];
  const value = joined(subject).replace(/^V\/v\s*:?\s*/iu, '');
  return [
    field('typeCode', CONG_VAN, 'sure', [first]),
    ...(value === '' ? [] : [field('subject', value, subject.length === 1 ? 'sure' : 'look', subject)]),
  ];
}

/** The lines of the subject below a type: until the text begins. */
function paragraphAfter(lines: readonly TextLine[]): TextLine[] {
  const [first, ...rest] = lines;
  return first && !begins(first) ? [first, ...followers(first, rest)] : [];
}

/** Lines that follow closely, in about the same size, until something else begins. */
function followers(first: TextLine, rest: readonly TextLine[]): TextLine[] {
  const lines: TextLine[] = [];
  let above = first;
  for (const line of rest) {
    const isClose = above.y - line.y < above.size * 1.6 && Math.abs(line.size - first.size) < 1;
    if (!isClose || begins(line) || lines.length === 6) break;
    lines.push(line);
    above = line;
  }
  return lines;
}

const openings = /^(Kính gửi|Căn cứ|Thực hiện|Theo đề nghị|Điều 1|I\.|1\.|[-–_]{3,})/u;

function begins({ text }: TextLine): boolean {
  return openings.test(text) || (isCapitals(text) && text.length > 12);
}

const authority =
  /^(TM\.|KT\.|TL\.|TUQ\.|Q\.)|^(BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|TRƯỞNG|PHÓ TRƯỞNG|VỤ TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG)/u;
const fullName = /^\p{Lu}\p{Ll}*(\s\p{Lu}\p{Ll}*){1,5}$/u;

/** What the forces, schools and hospitals may write before the name (NĐ 30/2020 Phụ lục I, II.7): *Đại tá*, *PGS.TS.* */
const ranks =
  /^(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|PGS|GS|TSKH|TS|ThS|BSCK(?:II?|[12])|BS|Phó Giáo sư|Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ)[\s.,]+)+/u;

/** Competence and position in capitals, and below them the name, to the right of *Nơi nhận*. */
function readSigner(pages: readonly PageText[]): ReadField[] {
  for (const [index, page] of pages.entries()) {
    const lines = besideDistribution(page);
    const top = lines.findIndex(({ text }) => isCapitals(text) && authority.test(text));
    const hasDistribution = linesOf(page).some(({ text }) => /^Nơi nhận\s*:/u.test(text));
    if (top === -1 || !hasDistribution) continue;
    const below = lines.slice(top);
    const end = below.findIndex(({ text }) => !isCapitals(text));
    const capacity = end === -1 ? below : below.slice(0, end);
    const position = field('signerPosition', capacity.map(({ text }) => text).join(', '), 'sure', capacity);
    const name = below.slice(capacity.length).find(isName);
    if (name) return [position, nameOf(name, 'sure')];
    // A page that ends with the capacity leaves the name to the head of the next one.
    const following = pages[index + 1];
    const [next] = end === -1 && following?.page === page.page + 1 ? besideDistribution(following) : [];
    return [position, ...(next && isName(next) ? [nameOf(next, 'look')] : [])];
  }
  return [];
}

function besideDistribution(page: PageText): TextLine[] {
  return linesOf(page, { from: page.width * 0.4 });
}

function isName({ text }: TextLine): boolean {
  return fullName.test(text.replace(ranks, ''));
}

function nameOf(line: TextLine, confidence: ReadField['confidence']): ReadField {
  return field('signerName', line.text.replace(ranks, ''), confidence, [line]);
}

function isCapitals(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
}

function joined(lines: readonly TextLine[]): string {
  return lines
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 500);
}

function field(
  name: ReadField['name'],
  value: string,
  confidence: ReadField['confidence'],
  lines: readonly TextLine[],
): ReadField {
  return { name, value, confidence, page: lines[0]?.page ?? 1, box: lines.length === 0 ? null : around(lines) };
}

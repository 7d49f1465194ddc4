import type { TextLine } from '../page-text.ts';
import { asPeopleWrite, beginsAnother, comparedName, placeIn } from './agency-names.ts';
import type { Head } from './head.ts';
import { field, type ReadField } from './read-field.ts';

/**
 * The issuer — *tên cơ quan ban hành* — and the agency above it: the issuer stands last over the number and, where faces can be told apart, in
 * another one (NĐ 30/2020 Phụ lục I, Mục II.2). `agencyNames` are those of the directory.
 */
export function readIssuer({ left }: Head, code: TextLine | undefined, agencyNames: readonly string[]): ReadField[] {
  const above = left.filter((line) => (code === undefined || line.y > code.y) && isAgencyLine(line));
  if (above.length === 0) return [];
  const own = above.slice(above.length - ownLines(above));
  const parents = above.slice(0, above.length - own.length);
  const [name, parent] = [named(own), named(parents)];
  const parentField = parents.length === 0 ? [] : [field('issuerParent', asPeopleWrite(parent), 'look', parents)];
  const place = placeIn(parent);
  const candidates = [name, `${name} ${place ?? ''}`, named(above), named(above.slice(-1))];
  for (const candidate of candidates) {
    const known = agencyNames.find((agency) => comparedName(agency) === comparedName(candidate));
    if (known !== undefined) return [field('issuerName', known, 'directory', own), ...parentField];
  }
  return [field('issuerName', asPeopleWrite(name), 'look', own), ...parentField];
}

/** In capitals, but for a stray letter; urgency and degree of secrecy name nobody. */
function isAgencyLine({ text }: TextLine): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const capitals = text.replace(/[^\p{Lu}]/gu, '');
  if (letters.length < 2 || capitals.length < letters.length * 0.8) return false;
  return (
    !/^(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT)$/u.test(text) && !/^(?:MẪU|PHỤ LỤC)\s/u.test(text)
  );
}

/** How many of the lines over the number are the issuer's own: those of its face, or else from where the last name begins. */
function ownLines(above: readonly TextLine[]): number {
  const last = above.at(-1);
  const ofFace = above.findLastIndex(({ font }) => font !== last?.font) + 1;
  const begun = above.findLastIndex((_, index) => index > 0 && beginsName(above, index));
  const isAlone = begun === -1 || (ofFace > 0 && beginsName(above, ofFace));
  const start = isAlone && !goesOn.test(above[ofFace]?.text ?? '') ? ofFace : Math.max(begun, 0);
  return above.length - (areEqual(above, start) ? 0 : start);
}

/** A place that belongs to the name of an agency begun on the line above. */
const goesOn = /^(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU|VÀ)\s/u;

/** Whether two agencies of one rank, and in one face, stand one over the other: they issue together. */
function areEqual(above: readonly TextLine[], start: number): boolean {
  const [one, other] = [above[start - 1], above[start]];
  const rank = (line: TextLine | undefined) =>
    /^(?:BỘ|SỞ|BAN|CỤC|TỈNH ỦY|TỈNH UỶ)(?=\s|$)/u.exec(line?.text ?? '')?.[0];
  return start === 1 && one?.font === other?.font && rank(one) !== undefined && rank(one) === rank(other);
}

function beginsName(lines: readonly TextLine[], index: number): boolean {
  return beginsAnother(lines[index]?.text ?? '', lines[index - 1]?.text ?? '');
}

/** The name over its lines; two issuers have a dash between them. */
function named(lines: readonly TextLine[]): string {
  const between = lines.length === 2 && areEqual(lines, 1) && !/[–-]$/u.test(lines[0]?.text ?? '') ? ' - ' : ' ';
  return lines
    .map(({ text }) => text)
    .join(between)
    .replace(/\s*[*]+\s*/gu, ' ')
    .replace(/\s+[–-]\s*|\s*[–]\s+/gu, ' - ')
    .trim();
}

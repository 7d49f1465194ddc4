import { spelledCode } from '../../platform/text/fold.ts';
import { parseCode } from '../../registry/documents/notation.ts';
import type { TextLine } from '../page-text.ts';
import type { Head } from './head.ts';
import { areLegible, field, type ReadField } from './read-field.ts';

/** *Số*, as a scanner reads it too; before it at most the type: *Luật số*. */
const label =
  /^(?:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|Lệnh)\s+)?S[ốỐôÔồỒổỔỗỖộỘóÓoO6]\s*[:.;]?\s*(?=[\d/.…_ -]|$)/iu;
/** A code without the word *Số*: only where it has the whole form. */
const bareCode = /^\d{1,6}\s*\/\s*(?:\d{4}\s*\/\s*)?\p{Lu}[\p{Lu}\d&]*\s*-/u;
const wholeNotation = /^(?:(?:19|20)\d{2}\/)?[\p{L}\d&,.]+(?:[-/][\p{L}\d&,.]+)*$/u;
/** What may follow the code on its line: place and date, a remark. */
const afterCode = /\s+(?:\(|\p{Lu}\p{Ll}+[^/]*,?\s*ngày|ngày\s).*$/u;

/** A code too long for its column goes on with further groups. */
const goesOn = /[-–/]\s*$/u;
const groups = /^[\p{Lu}\d&]+(?:[-–/][\p{Lu}\d&]+)*$/u;

/** Where number and notation stand among the lines of the left column: the first line that says *Số*. */
export function codeLineOf({ left }: Head): TextLine | undefined {
  return left.find(({ text }) => label.test(text)) ?? left.find(({ text }) => bareCode.test(spelledCode(text)));
}

/**
 * Number and notation — *số, ký hiệu*. A number that is not there yet or was written by hand stays unread: *Số: /QĐ-UBND* has a notation
 * only. The Party writes `127-QĐ/TU` (Hướng dẫn 36-HD/VPTW), which is the number 127 with `QĐ/TU`.
 */
export function readCode({ left }: Head, line: TextLine | undefined): ReadField[] {
  if (!line) return [];
  const isLabelled = label.test(line.text);
  const next = left[left.indexOf(line) + 1];
  const lines = next && goesOn.test(line.text) && groups.test(next.text) ? [line, next] : [line];
  const whole = lines.map(({ text }) => text).join('');
  const text = spelledCode(whole.replace(label, '')).replace(afterCode, '');
  const { codeNumber, codeNotation } = partsOf(text);
  const isWhole = codeNotation !== null && wholeNotation.test(codeNotation) && isLabelled;
  const confidence = isWhole ? 'sure' : 'look';
  return [
    ...(codeNumber === null || !areLegible(line) ? [] : [field('codeNumber', codeNumber, confidence, lines)]),
    ...(codeNotation === null ? [] : [field('codeNotation', codeNotation, confidence, lines)]),
  ];
}

function partsOf(text: string): { readonly codeNumber: string | null; readonly codeNotation: string | null } {
  const [, unnumbered] = /^[.…_\s-]*\/\s*(\p{L}.*|\d{4}\s*\/.+)$/u.exec(text) ?? [];
  if (unnumbered !== undefined) return { codeNumber: null, codeNotation: tight(unnumbered) };
  const { codeNumber, codeNotation } = parseCode(text);
  // What does not read as a code at all is no notation either.
  if (codeNumber === null) return { codeNumber, codeNotation: null };
  return { codeNumber, codeNotation: codeNotation === null ? null : tight(codeNotation) };
}

const tight = (notation: string): string => notation.replaceAll(/\s+/gu, '').replace(/[.,;:]+$/u, '');

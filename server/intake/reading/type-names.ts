import { documentTypes, incomingTypes } from '../../registry/registers/document-type.ts';
import { bare } from './cells.ts';

/** A type that a title names, and what the title says beyond it. */
export interface TitledType {
  readonly code: string;
  readonly rest: string;
}

/** The names without spaces, for titles are set in spaced letters too; the longest first, for *Nghị quyết liên tịch* is no *Nghị quyết*. */
const titles = incomingTypes
  .map(({ code, name }) => ({ code, words: bare(name).split(' ').length, solid: solid(name) }))
  .toSorted((one, other) => other.solid.length - one.solid.length);

/** The type that a title begins with: *THÔNG BÁO*, *T H Ô N G  B Á O*, *THÔNG BÁO KẾT LUẬN CỦA …*. */
export function typeAtHeadOf(title: string): TitledType | undefined {
  const plain = title.replace(/[\s:.]+$/u, '').trim();
  const whole = titles.find((type) => type.solid === solid(plain));
  if (whole) return { code: whole.code, rest: '' };
  const words = plain.split(/\s+/u);
  const begun = titles.find((type) => solid(words.slice(0, type.words).join(' ')) === type.solid);
  // *QUYẾT ĐỊNH 15* and a sentence in capitals that begins with *LUẬT* or *LỆNH* are no titles.
  if (!begun || begun.words < 2 || /\d/u.test(words[begun.words] ?? '')) return undefined;
  return { code: begun.code, rest: words.slice(begun.words).join(' ') };
}

function solid(text: string): string {
  return bare(text).replaceAll(' ', '');
}

const ofLaw: Readonly<Record<string, string>> = {
  NĐ: 'nghi-dinh',
  TT: 'thong-tu',
  TTLT: 'thong-tu-lien-tich',
  NQLT: 'nghi-quyet-lien-tich',
  VBHN: 'van-ban-hop-nhat',
  PL: 'phap-lenh',
  L: 'lenh',
};
const typeOfAbbreviation = new Map([
  ...documentTypes.flatMap(({ code, abbreviation }) => (abbreviation === '' ? [] : [[abbreviation, code] as const])),
  ...Object.entries(ofLaw),
]);

/** The type that a notation names by its first group, *QĐ* in `QĐ-UBND` and `2020/QĐ-UBND`; công văn name none. */
export function typeInNotation(notation: string): string | undefined {
  const [first = ''] = notation.replace(/^(?:19|20)\d{2}\//u, '').split(/[-/]/u);
  return typeOfAbbreviation.get(first) ?? typeOfAbbreviation.get(first.toUpperCase());
}

/*
 * What looks alike is one, decided here and nowhere else: how a text is spelled when it is stored, and how texts are compared – for
 * duplicates, search, names. Free of Node, so that the browser compares what a person types in the same way.
 */

/** Signs that nobody sees: zero-width spaces and joiners, soft hyphens, marks of direction, variation selectors. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Letters that converters of old Vietnamese fonts write for Đ and Ư, which look the same or nearly so. */
const oldLetters: Readonly<Record<string, string>> = { Ð: 'Đ', Ɖ: 'Đ', ð: 'đ', ɖ: 'đ', Ƣ: 'Ư', ƣ: 'ư' };

/** ASCII and the composed letters of Vietnamese: none is unseen, looks like another or is spelled in two ways, and nearly every text is of them alone. */
const plainVietnamese = /^[\t\n\r -~À-ÏÑ-ïñ-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]*$/;

/** A text as Vietnamese spells it and as it is stored: NFC, Đ as U+0110, without signs that nobody sees. */
export function spelled(text: string): string {
  if (plainVietnamese.test(text)) return text;
  return text
    .replace(unseen, '')
    .replace(/[ÐƉðɖƢƣ]/g, (letter) => oldLetters[letter] ?? letter)
    .normalize('NFC');
}

const hyphens = /[\p{Pd}\u02d7\u2043\u2212]/gu;
const strokes = /[\u2044\u2215\u2571\u29f8]/gu;

/** Small letters of other alphabets that look, small or capital, like a Latin one. */
const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ', b: 'вβ', c: 'сϲ', d: 'ԁ', e: 'еε', f: 'ƒ', g: 'ɡԍ', h: 'нηһ', i: 'іιı', j: 'јϳ', k: 'кκ', m: 'мμ', n: 'ν', o: 'оοօ',
    p: 'рρ', q: 'ԛ', s: 'ѕ', t: 'тτ', v: 'ѵ', w: 'ԝѡ', x: 'хχ', y: 'уυү', z: 'ζ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
); // biome-ignore format: a table reads best as a table

/** Letters of the Latin alphabet for those that only look like them; capitals stay capitals. */
function latin(text: string): string {
  return text.replace(/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}ɑɡıƒ]/gu, (letter) => {
    const small = letter.toLowerCase();
    const own = latinOf.get(small);
    if (own === undefined) return letter;
    return small === letter ? own : own.toUpperCase();
  });
}

/**
 * Number and symbol (*số, ký hiệu*) as Nghị định 30/2020 writes them: Latin letters, one kind of hyphen and stroke, no wide forms. Many
 * PDFs give the sign of a soft hyphen for the hyphen they show, so here it is one.
 */
export function spelledCode(text: string): string {
  if (plainVietnamese.test(text)) return onceSpaced(text);
  const plain = spelled(text.replaceAll('\u00ad', '-').normalize('NFKC'));
  return onceSpaced(latin(plain.replace(hyphens, '-').replace(strokes, '/')).normalize('NFC'));
}

/**
 * Text as search and comparison see it: no tone or vowel marks, đ as d, lower case; one kind of letter, space, hyphen and stroke for all
 * that look alike, and spaces count once (RFC 4518 §2.6.1). NFC and NFD come out the same.
 */
export function fold(text: string): string {
  if (plainVietnamese.test(text)) {
    return onceSpaced(text.toLowerCase().normalize('NFD').replace(marks, '').replaceAll('đ', 'd'));
  }
  const small = spelled(text.normalize('NFKC')).normalize('NFKD').toLowerCase().normalize('NFKD');
  const plain = small.replace(marks, '').replace(hyphens, '-').replace(strokes, '/');
  return onceSpaced(latin(plain).replaceAll('đ', 'd'));
}

/** Names as certificates are compared by (RFC 5280 §7.1, RFC 4518): without case, unseen signs and needless spaces; marks count. */
export function foldName(text: string): string {
  return onceSpaced(spelled(spelled(text).normalize('NFKC').toLowerCase()));
}

/** `fold` for number and symbol, where nobody tells a nought in a word from *O*: `P06` and `PO6` are one. */
export function foldCode(text: string): string {
  return lettersForNoughts(fold(spelledCode(text)));
}

const marks = /[\u0300-\u036f]/g;

const onceSpaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Folded text in which a nought within a word is the letter it is taken for. */
export const lettersForNoughts = (folded: string): string =>
  folded.replace(/\p{L}[\p{L}\p{N}]*/gu, (word) => word.replaceAll('0', 'o'));

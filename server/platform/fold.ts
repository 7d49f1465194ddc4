/* Search folding (DESIGN D13). Free of Node, so that the browser folds what a person types in the same way. */

const wordsKept = 3_000;
const wordLength = 100;

/** Text as search sees it: no tone or vowel marks, đ as d, lower case; NFC and NFD come out the same. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');
}

/**
 * The distinct folded words under which texts are found, at most 3,000. A number with its symbol (*số, ký hiệu*) such as
 * `12/BC-UBND` is kept as one word and also split, so that both `12/bc-ubnd` and `ubnd` find it.
 */
export function searchWords(...texts: readonly (string | undefined)[]): string[] {
  const words = new Set<string>();
  for (const token of fold(texts.join(' ')).split(/[^\p{L}\p{N}/&.-]+/u)) {
    const notation = withoutEdges(token);
    for (const word of splitWords(notation)) words.add(word.slice(0, wordLength));
    if (notation.includes('/')) words.add(notation.slice(0, wordLength));
    if (words.size >= wordsKept) break;
  }
  return [...words].slice(0, wordsKept);
}

/** Folded words of what a person typed, in order and once each; the last one may be a prefix while they type. */
export function queryWords(typed: string): string[] {
  const words = fold(typed)
    .split(/\s+/)
    .map(withoutEdges)
    .flatMap((token) => (token.includes('/') ? [token] : splitWords(token)));
  return [...new Set(words.map((word) => word.slice(0, wordLength)))];
}

function withoutEdges(token: string): string {
  return /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su.exec(token)?.[0] ?? '';
}

function splitWords(token: string): string[] {
  return token.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

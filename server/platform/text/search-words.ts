import { fold, lettersForNoughts } from './fold.ts';
import { sameAgain } from './same-again.ts';

const wordsKept = 3_000;
const wordLength = 100;

/**
 * The distinct folded words under which texts are found, at most 3,000. A number with its symbol (*số, ký hiệu*) such as
 * `12/BC-UBND` is kept as one word and also split, so that both `12/bc-ubnd` and `ubnd` find it.
 */
export function searchWords(...texts: readonly (string | undefined)[]): string[] {
  const words = new Set(texts.flatMap((text) => (text === undefined ? [] : wordsIn(text))));
  return [...words].slice(0, wordsKept);
}

/** The words of one text; names and kinds of documents come with every act, and an act may run twice. */
const wordsIn = sameAgain(
  (text: string): readonly string[] => {
    const words = new Set<string>();
    for (const token of lettersForNoughts(fold(text)).split(/[^\p{L}\p{N}/&.-]+/u)) {
      const notation = plainWord.test(token) ? token : withoutEdges(token);
      for (const word of splitWords(notation)) words.add(word.slice(0, wordLength));
      if (notation.includes('/')) words.add(notation.slice(0, wordLength));
      if (words.size >= wordsKept) break;
    }
    return [...words];
  },
  { most: 1_000 },
);

/** Folded words of what a person typed, in order and once each; the last one may be a prefix while they type. */
export function queryWords(typed: string): string[] {
  const words = lettersForNoughts(fold(typed))
    .split(/\s+/)
    .map(withoutEdges)
    .flatMap((token) => (token.includes('/') ? [token] : splitWords(token)));
  return [...new Set(words.map((word) => word.slice(0, wordLength)))];
}

function withoutEdges(token: string): string {
  return /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su.exec(token)?.[0] ?? '';
}

const plainWord = /^[a-z0-9]+$/;

function splitWords(token: string): string[] {
  if (plainWord.test(token)) return [token];
  return token.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

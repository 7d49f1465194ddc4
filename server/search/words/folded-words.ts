import { fold, foldCode, lettersForNoughts, spelled } from '../../platform/text/fold.ts';

/** The signs that stand in a code, as the index keeps it in one word: `12/bc-ubnd`, `45/pccc&cnch-p6`. */
export const signsOfCodes = '/-.&';

const LONGEST_WORD = 100;
const betweenWords = /[^\p{L}\p{N}]+/u;

/** The words of a text in order, folded: what looks alike is one. */
export function foldedWords(text: string): string[] {
  return split(lettersForNoughts(fold(text)));
}

/** Of a text the words that bear marks, as they are spelled, in small letters: who types marks means these first. */
export function markedWords(text: string): string[] {
  return split(spelled(text).toLowerCase()).filter((word) => lettersForNoughts(fold(word)) !== lettersForNoughts(word));
}

/** A number with its symbol in one word, `12/bc-ubnd`; undefined for what is none. */
export function codeWord(text: string): string | undefined {
  const code = foldCode(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return /^[\p{L}\p{N}]+\/[\p{L}\p{N}/.&-]+$/u.test(code) ? code.slice(0, LONGEST_WORD) : undefined;
}

function split(text: string): string[] {
  return text
    .split(betweenWords)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, LONGEST_WORD));
}

import { fold } from '../../../server/platform/text/fold.ts';
import type { TextItem } from './page-text.ts';

/** A place in the text of a page: the run of letters, and how many of its code units stand before. */
export interface TextPlace {
  readonly item: number;
  readonly offset: number;
}

export interface FoundText {
  readonly from: TextPlace;
  readonly to: TextPlace;
}

interface Letter {
  readonly folded: string;
  readonly from: TextPlace;
  readonly to: TextPlace;
}

/**
 * Where words stand on a page, as search finds them: without tone marks and case, whatever spaces and ends of lines lie between them.
 * Places do not overlap; nothing is found for nothing.
 */
export function findText(items: readonly Pick<TextItem, 'str' | 'hasEOL'>[], typed: string): FoundText[] {
  const wanted = fold(typed);
  if (wanted === '') return [];
  const letters = lettersOf(items);
  const text = letters.map(({ folded }) => folded).join('');
  // A letter may fold to several, as ﬁ does: its place is asked for by the count of letters before.
  const starts = letters.flatMap(({ folded }, index) => Array.from({ length: folded.length }, () => index));
  const found: FoundText[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const first = letters[starts[at] ?? -1];
    const last = letters[starts[at + wanted.length - 1] ?? -1];
    if (first && last) found.push({ from: first.from, to: last.to });
  }
  return found;
}

const folded = new Map<string, string>();

/** The same few letters fill every page: each is folded once. */
function foldLetter(sign: string): string {
  const known = folded.get(sign) ?? (/\s/u.test(sign) ? ' ' : fold(sign));
  folded.set(sign, known);
  return known;
}

function lettersOf(items: readonly Pick<TextItem, 'str' | 'hasEOL'>[]): Letter[] {
  const letters: Letter[] = [];
  const add = (folded: string, item: number, start: number, end: number): void => {
    if (folded === '' || (folded === ' ' && letters.at(-1)?.folded === ' ')) return;
    letters.push({ folded, from: { item, offset: start }, to: { item, offset: end } });
  };
  for (const [item, { str, hasEOL }] of items.entries()) {
    let offset = 0;
    for (const sign of str) {
      add(foldLetter(sign), item, offset, offset + sign.length);
      offset += sign.length;
    }
    if (hasEOL) add(' ', item, str.length, str.length);
  }
  return letters;
}

import { fold } from '../../../server/platform/text/fold.ts';

/** A part of a text, and whether it is what was searched. */
export interface MarkedPart {
  readonly text: string;
  readonly isFound: boolean;
  /** Where it begins. */
  readonly at: number;
}

const word = /[\p{L}\p{N}\p{M}]+/gu;

/** Cuts a text where words of it were searched: as they are compared, without marks; the last one typed may be the beginning of one. */
export function markedParts(text: string, typed: string): MarkedPart[] {
  const sought = [...typed.matchAll(word)].map(([one]) => fold(one));
  const last = sought.at(-1);
  const isSought = (one: string): boolean => sought.includes(one) || (last !== undefined && one.startsWith(last));
  const parts: MarkedPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(word)) {
    if (!isSought(fold(found))) continue;
    if (index > end) parts.push({ text: text.slice(end, index), isFound: false, at: end });
    end = index + found.length;
    parts.push({ text: found, isFound: true, at: index });
  }
  return end < text.length ? [...parts, { text: text.slice(end), isFound: false, at: end }] : parts;
}

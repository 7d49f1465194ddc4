import { fold } from '../../platform/text/fold.ts';
import { linesOf, type PageText } from '../page-text.ts';

/*
 * Whether two files hold the same text although no byte of them is equal: a scan of what came electronically, a PDF made anew. Each page has a
 * print of a few numbers (MinHash: A. Broder, *On the resemblance and containment of documents*, 1997): of all runs of three words the least by
 * each of some orders. Prints agree in about the share of runs that both texts have, whatever some words were misread as.
 */

/** Orders by which the least is taken, and how many of them stand together in one key. */
const ORDERS = 32;
const PER_KEY = 2;
/** Words in a run: two documents of one office have many words in common, and few runs. */
const RUN = 3;
/** A page with fewer words says too little to know it by; beyond the others it is known well enough. */
const LEAST_WORDS = 40;
const MOST_WORDS = 600;

/** Texts with at least so much in common are shown as perhaps the same. */
export const SAME_TEXT = 0.5;

/** The print of the first page that says enough; undefined of a file without one. */
export function printOf(pages: readonly PageText[]): number[] | undefined {
  const words = pages.map(wordsOn).find((found) => found.length >= LEAST_WORDS);
  if (!words) return undefined;
  const runs = words.slice(0, MOST_WORDS).map((_, at) => hashOf(words.slice(at, at + RUN).join(' ')));
  return Array.from({ length: ORDERS }, (_, order) =>
    runs.reduce((least, run) => Math.min(least, placed(run, order)), 2 ** 32),
  );
}

/** Keys under which prints are found: two with {@link SAME_TEXT} in common share one of them almost surely. */
export function keysOf(print: readonly number[]): string[] {
  return Array.from({ length: ORDERS / PER_KEY }, (_, at) => {
    const part = print.slice(at * PER_KEY, (at + 1) * PER_KEY);
    return [at, ...part].map((number) => number.toString(36)).join('.');
  });
}

/** About which share of their runs of words two pages have in common. */
export function likeness(one: readonly number[], other: readonly number[]): number {
  return one.filter((number, order) => number === other[order]).length / ORDERS;
}

function wordsOn(page: PageText): string[] {
  return linesOf(page).flatMap(({ text }) =>
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  );
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Where a run stands in one of the orders (the end of MurmurHash3, seeded). */
function placed(run: number, order: number): number {
  let mixed = Math.imul(run ^ Math.imul(order + 1, 0x9e3779b9), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

import mongoose from 'mongoose';
import { mayRead, seesWholeAgency, type Visible } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Filter } from '../../platform/database/filter.ts';
import type { IndexKeys } from '../../platform/database/paging.ts';
import { findSome, type Row, type Store } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { literalPattern } from '../../platform/text/literal-pattern.ts';
import { queryWords } from '../../platform/text/search-words.ts';

/** What decides whether a search finds a document. */
type Found = Visible & { readonly words: readonly string[] };

/** How documents are found by words: filters, and the index that finds them soonest. */
export interface WordLookup {
  readonly filters: readonly Filter<Found>[];
  readonly hint?: IndexKeys;
}

/** A word that is looked for: as MongoDB is asked, and of a document in hand. */
interface Word {
  readonly filter: Filter<Found>;
  readonly isIn: (document: Found) => boolean;
}

/** An index with the one word that it is asked for, and how many of the newest documents it gives. */
interface Way {
  readonly index: readonly (keyof Found)[];
  readonly word?: Word;
  readonly seen: number;
}

const MOST_WORDS = 30;
/** How many of the newest documents tell which word is rare. */
const NEWEST = 100;
/** Of words that begin alike the index gives all documents, in no order of time: worth it where so few of the newest have one. */
const FEW = 1;

/**
 * Finds documents with all the words of `q`, the last of which may be the beginning of one. What is typed is never a pattern,
 * and where it holds no word, such as `(`, nothing has it. Refuses more than 30 words with `too-many-words`.
 *
 * MongoDB finds documents by one word and reads each of them for the others. Which one, it remembers by the form of the question and not
 * by its words, so that for *báo cáo zzyzx* it may read every report: here the rarest among the newest documents is said to it.
 */
export async function lookUpWords<T extends Row & Found>(
  store: Store<T>,
  by: keyof T & string,
  actor: Actor,
  q = '',
): Promise<WordLookup> {
  if (q.trim() === '') return { filters: [] };
  const words = soughtWords(q);
  if (words.length === 0) return { filters: [{ words: mongoose.trusted({ $in: [] }) }] };
  const fields = ['agencyId', 'participants', 'words'] as const;
  const newestFirst = { sort: { [by]: -1, _id: -1 }, limit: NEWEST };
  const newest = await findSome<T, (typeof fields)[number]>(store, fields, { agencyId: actor.agencyId }, newestFirst);
  const { index, word } = shortestWay(words, newest, actor);
  const others = words.filter((other) => other !== word).map(({ filter }) => filter);
  return {
    filters: [...(word ? [word.filter] : []), ...besideIndexes(others)],
    hint: { ...Object.fromEntries(index.map((field) => [field, 1 as const])), [by]: -1, _id: -1 },
  };
}

/** The words typed, once each; only the last one may go on. */
function soughtWords(q: string): Word[] {
  const words = queryWords(q);
  if (words.length > MOST_WORDS) {
    throw new DomainError('invalid', 'too-many-words', `A search has at most ${MOST_WORDS} words`, {
      fields: [{ pointer: '/query/q', code: 'too-many-words', detail: `has ${words.length} words` }],
    });
  }
  return words.map((word, place) =>
    place < words.length - 1
      ? { filter: { words: word }, isIn: (document) => document.words.includes(word) }
      : {
          filter: { words: new RegExp(`^${literalPattern(word)}`) },
          isIn: (document) => document.words.some((one) => one.startsWith(word)),
        },
  );
}

/** The way that gives the fewest documents, as far as the newest tell: by what the reader sees, or by one of the words. */
function shortestWay(words: readonly Word[], newest: readonly Found[], actor: Actor): Way {
  const seen = (isSought: Word['isIn']): number => newest.filter(isSought).length;
  const bySight: Way = seesWholeAgency(actor)
    ? { index: ['agencyId'], seen: newest.length }
    : { index: ['agencyId', 'participants'], seen: seen((document) => mayRead(actor, document)) };
  const byWord = words.map((word): Way => ({ index: ['agencyId', 'words'], word, seen: seen(word.isIn) }));
  const beginning = byWord.at(-1);
  const ways = [...byWord.filter((way) => way !== beginning || way.seen <= FEW), bySight];
  return ways.reduce((shortest, way) => (way.seen < shortest.seen ? way : shortest));
}

/** The same conditions in a form for which MongoDB looks nothing up: what stands in `$nor` is asked of documents that are read. */
function besideIndexes(filters: readonly Filter<Found>[]): Filter<Found>[] {
  return filters.length === 0 ? [] : [{ $nor: filters.map((one) => ({ $nor: [one] })) }];
}

import { DomainError } from '../../platform/errors.ts';
import { fold } from '../../platform/text/fold.ts';
import { sameWords } from '../words/abbreviations.ts';
import { codeWord, foldedWords, markedWords } from '../words/folded-words.ts';
import { typedPeriod } from './typed-period.ts';

/** One of several things that would do. */
export type Alternative =
  | { readonly label: string }
  | { readonly code: string }
  /** Words that follow each other; the last may be the beginning of one. */
  | { readonly words: readonly string[]; readonly begins: boolean };

/** What a document must have: one of these. */
export type Sought = readonly Alternative[];

export interface ParsedQuery {
  /** All of it; nothing when no word was typed. */
  readonly sought: readonly Sought[];
  /** The words that were typed with marks, as they are spelled. */
  readonly marked: readonly string[];
  /** Whether a number was typed. */
  readonly hasNumber: boolean;
}

/** Words that mean a kind or a state beside what they say, and the labels of that. */
export interface NamedLabels {
  readonly words: readonly string[];
  readonly labels: readonly string[];
}

interface Context {
  readonly today: string;
  readonly named: readonly NamedLabels[];
}

const MOST_WORDS = 30;

/** A part of what was typed: in quotation marks, or up to the next space. */
interface Chunk {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * What somebody looks for by what they typed: words with or without marks, the last one as far as it is typed, `12/BC-UBND`, "words that
 * follow each other", abbreviations, days, kinds and states. Each of these also means the very words it is made of. What is typed is never
 * a pattern. Refuses more than 30 words with `too-many-words`.
 */
export function parseQuery(typed: string, context: Context): ParsedQuery {
  const chunks = chunksOf(typed);
  const count = chunks.reduce((sum, { text }) => sum + foldedWords(text).length, 0);
  if (count > MOST_WORDS) {
    throw new DomainError('invalid', 'too-many-words', `A search has at most ${MOST_WORDS} words`, {
      fields: [{ pointer: '/query/q', code: 'too-many-words', detail: `has ${count} words` }],
    });
  }
  const parts = partsOf(chunks, context.today);
  const sought = parts.flatMap((part, place) => soughtBy(part, place === parts.length - 1, context));
  const plain = parts.filter(({ labels }) => labels.length === 0).flatMap(({ text }) => markedWords(text));
  return {
    sought,
    marked: [...new Set(plain)],
    hasNumber: parts.some(({ text, labels }) => labels.length === 0 && /\d|\//.test(text)),
  };
}

function chunksOf(typed: string): Chunk[] {
  return [...typed.matchAll(/["“”]([^"“”]*)["“”]|[^\s"“”]+/gu)]
    .map(([text, quoted]) => ({ text: quoted ?? text, isQuoted: quoted !== undefined }))
    .filter(({ text }) => foldedWords(text).length > 0);
}

/** Chunks that mean one thing together, or plain words side by side. */
interface Part extends Chunk {
  /** The days it means. */
  readonly labels: readonly string[];
}

function partsOf(chunks: readonly Chunk[], today: string): Part[] {
  const [first, ...rest] = chunks;
  if (!first) return [];
  if (first.isQuoted) return [{ ...first, labels: [] }, ...partsOf(rest, today)];
  const quoted = chunks.findIndex(({ isQuoted }) => isQuoted);
  const run = chunks.slice(0, quoted === -1 ? chunks.length : quoted);
  const period = typedPeriod(
    run.map(({ text }) => fold(text).replace(/[.,;:)]+$/, '')),
    today,
  );
  const own = run.slice(0, period?.chunks ?? 1).map(({ text }) => text);
  const others = partsOf(chunks.slice(own.length), today);
  const part = { text: own.join(' '), isQuoted: false, labels: period?.labels ?? [] };
  const [next, ...later] = others;
  // Plain words stay together: several of them may have one meaning.
  const joins = isPlain(part) && next !== undefined && isPlain(next);
  return joins ? [{ ...part, text: `${part.text} ${next.text}` }, ...later] : [part, ...others];
}

function isPlain({ text, isQuoted, labels }: Part): boolean {
  return !isQuoted && labels.length === 0 && codeWord(text) === undefined;
}

function soughtBy({ text, isQuoted, labels }: Part, isLast: boolean, context: Context): Sought[] {
  const words = foldedWords(text);
  if (isQuoted) return [[{ words, begins: false }]];
  if (labels.length > 0) return [[...labels.map((label) => ({ label })), ...asTyped(text, words, false)]];
  if (codeWord(text) !== undefined) return [asTyped(text, words, isLast)];
  return soughtWords(words, isLast, context);
}

/** The words themselves; and where they are the beginning of a code, that. */
function asTyped(text: string, words: readonly string[], begins: boolean): Alternative[] {
  const code = codeWord(text);
  return [...(code === undefined ? [] : [{ code }]), { words, begins }];
}

/** Plain words: those that mean one thing together count as one. */
function soughtWords(words: readonly string[], isLast: boolean, { named }: Context): Sought[] {
  const sought: Sought[] = [];
  for (let place = 0; place < words.length; ) {
    const rest = words.slice(place);
    const [other, length] = meaningOf(rest, named) ?? [[], 1];
    const own = rest.slice(0, length);
    // The beginning of a single letter would be half of all words.
    const begins = isLast && place + length === words.length && (own.at(-1)?.length ?? 0) > 1;
    sought.push([...other, { words: own, begins }]);
    place += length;
  }
  return sought;
}

/** What else the first of these words mean, and how many of them. */
function meaningOf(
  words: readonly string[],
  named: readonly NamedLabels[],
): readonly [Alternative[], number] | undefined {
  const name = named.find((one) => beginsWith(words, one.words));
  if (name) return [name.labels.map((label) => ({ label })), name.words.length];
  for (const [short, long] of sameWords) {
    if (beginsWith(words, long)) return [[{ words: short, begins: false }], long.length];
    if (beginsWith(words, short)) return [[{ words: long, begins: false }], short.length];
  }
  return undefined;
}

function beginsWith(words: readonly string[], first: readonly string[]): boolean {
  return first.every((word, place) => words[place] === word);
}

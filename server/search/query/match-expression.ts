import { readerWord } from '../words/index-words.ts';
import { kindLabel } from '../words/labels.ts';
import type { Alternative, ParsedQuery, Sought } from './parse-query.ts';

/** What the hits are narrowed to beside the words. */
export interface Narrowed {
  /** The position whose documents alone are found; undefined for who sees all of the agency's. */
  readonly reader: string | undefined;
  readonly kind: string | undefined;
  /** The labels of the days of which a document has one, of arrival or of issue. */
  readonly days: readonly string[] | undefined;
  /** Whether what stands only in texts is found as well. */
  readonly inTexts: boolean;
}

const known = '{number party title labels}';
const all = '{number party title labels text}';

/**
 * The questions to the index (FTS5 query syntax), those whose hits stand first before the others: numbers, numbers and titles that bear the marks
 * that were typed, numbers, titles and names, then all texts. Each finds all that those before it find.
 */
export function matchExpressions({ sought, marked, hasNumber }: ParsedQuery, narrowed: Narrowed): string[] {
  if (sought.length === 0) return [];
  const words = sought.map(anyOf).join(' AND ');
  const withMarks = marked.map((word) => `"${word}"`).join(' AND ');
  return [
    ...(hasNumber ? [`{number labels} : (${words})`] : []),
    ...(marked.length > 0 ? [`(${known} : (${words})) AND (marks : (${withMarks}))`] : []),
    `${known} : (${words})`,
    ...(narrowed.inTexts ? [`${all} : (${words})`] : []),
  ].map((question) => [`(${question})`, ...limits(narrowed)].join(' AND '));
}

function limits({ reader, kind, days }: Narrowed): string[] {
  return [
    ...(reader === undefined ? [] : [`(who : "${readerWord(reader)}")`]),
    ...(kind === undefined ? [] : [`(labels : "${kindLabel(kind)}")`]),
    ...(days === undefined ? [] : [`(labels : (${days.map((day) => `"${day}"`).join(' OR ')}))`]),
  ];
}

function anyOf(sought: Sought): string {
  return `(${sought.map(one).join(' OR ')})`;
}

function one(alternative: Alternative): string {
  if ('label' in alternative) return `labels : "${alternative.label}"`;
  if ('code' in alternative) return `number : "${alternative.code}" *`;
  return `"${alternative.words.join(' ')}"${alternative.begins ? ' *' : ''}`;
}

import type { SearchEntry } from '../../platform/search.ts';
import { searchWords } from '../../platform/text/search-words.ts';
import { foldedWords, markedWords } from './folded-words.ts';
import { kindLabel, labelsOfDay, stateLabel } from './labels.ts';

/** What the index keeps of a document, in the order of its columns; each is words with a space between. */
export const columns = ['who', 'number', 'party', 'title', 'text', 'marks', 'labels'] as const;

export type IndexWords = Readonly<Record<(typeof columns)[number], string>>;

/** Letters of text that are read: some 200 pages. */
const MOST_TEXT = 600_000;

/** The words under which a document stands in the index. */
export function indexWords(kind: string, entry: SearchEntry): IndexWords {
  const { days, state, numbers, parties, title, texts, readers } = entry;
  const labels = [kindLabel(kind), stateLabel(kind, state), ...days.flatMap(labelsOfDay)];
  return {
    who: readers.map(readerWord).join(' '),
    number: numbers.flatMap((number) => searchWords(number)).join(' '),
    party: foldedWords(parties.join(' ; ')).join(' '),
    title: foldedWords(title).join(' '),
    text: foldedWords(texts.join(' ; ').slice(0, MOST_TEXT)).join(' '),
    marks: [...new Set(markedWords([title, ...parties].join(' ')))].join(' '),
    labels: [...new Set(labels)].join(' '),
  };
}

/** The word under which the documents of a position stand. */
export function readerWord(positionId: string): string {
  return positionId.replaceAll(/[^0-9A-Za-z]/g, '').toLowerCase();
}

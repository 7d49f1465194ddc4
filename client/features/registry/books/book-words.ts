import type { BookView } from '../../../../server/registry/books/contract.ts';
import { documentType } from '../../../../server/registry/registers/document-type.ts';
import type { registersText } from './text.ts';

type Words = (typeof registersText)['vi'];

/** The title of a register as on its cover. */
export function titleOf({ title, kind }: Pick<BookView, 'title' | 'kind'>, words: Words): string {
  return title ?? words.general[kind];
}

/** What a register takes, in words; the general one takes the rest when there are others. */
export function takesOf(
  book: BookView,
  books: readonly BookView[],
  unitName: (id: string) => string,
  words: Words,
): string {
  if (book.historical) return words.takesOld;
  const { takes, kind } = book;
  if (takes === null) {
    const others = books.some((one) => one.kind === kind && one.takes !== null && !one.historical);
    return others ? words.takesRest : words.takesAll[kind];
  }
  switch (takes.what) {
    case 'types':
      return takes.typeCodes.map((code) => documentType(code)?.name ?? code).join(', ');
    case 'unit':
      return words.takesUnit(unitName(takes.unitId));
    case 'body':
      return words.takesBody(unitName(takes.unitId));
    case 'copies':
      return words.takesCopies;
  }
}

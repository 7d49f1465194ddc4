import type { Row } from '../../platform/database/store.ts';
import { spelled } from '../../platform/text/fold.ts';
import { linesOf, type PageText } from '../page-text.ts';

/**
 * What the pages of a stored PDF say themselves, kept beside it so that it is read once: derived, and made anew from the file. It names the
 * file by `fileKeyOf`, which keeps nothing alive, and goes when the file does.
 */
export interface FileText extends Row {
  readonly file: string;
  /** How many pages the file has, and how many of them are pictures whose text is recognised (OCR). */
  readonly pages: number;
  readonly scans: number;
  /** `TextOfPage`s as JSON. */
  readonly text: string;
  /** Why nothing of it is kept: it cannot be read, or bears a degree of secrecy. */
  readonly reason?: string;
  readonly readAt: Date;
}

/** The words of a page, its lines one after the other; the first page is 1. */
export type TextOfPage = readonly [page: number, text: string];

/** Letters kept of a page and of a file: a dense page has 4,000; what lies beyond is not found by its words. */
const MOST_OF_PAGE = 8_000;
const MOST_OF_FILE = 200_000;

/** Pages as they are kept: in order, each cut where it is too long, none after the file is. */
export function keptText(pages: readonly TextOfPage[]): TextOfPage[] {
  let left = MOST_OF_FILE;
  const kept: TextOfPage[] = [];
  for (const [page, text] of pages) {
    const letters = spelled(text).slice(0, Math.min(MOST_OF_PAGE, left));
    left -= letters.length;
    if (letters !== '') kept.push([page, letters]);
  }
  return kept;
}

/** The lines of a page as one text. */
export function textOfPage(page: PageText): TextOfPage {
  return [
    page.page,
    linesOf(page)
      .map(({ text }) => text)
      .join(' '),
  ];
}

import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useState } from 'react';
import { type FoundText, findText } from './find-text.ts';
import { isText, pageText } from './page-text.ts';

export interface FoundOnPage extends FoundText {
  readonly page: number;
}

export interface Finding {
  readonly found: readonly FoundOnPage[];
  /** How many pages have been looked through. */
  readonly looked: number;
  /** No page bears a letter: the file is a picture of paper. */
  readonly textless: boolean;
}

const nothing: Finding = { found: [], looked: 0, textless: false };
const PAUSE_MS = 200;

/** Looks for words on all pages, also those that were not drawn yet, one after the other; what was found so far is there at once. */
export function useFind(document: PDFDocumentProxy | undefined, typed: string): Finding {
  const [finding, setFinding] = useState(nothing);
  useEffect(() => {
    setFinding(nothing);
    if (!document || typed.trim() === '') return undefined;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      lookThrough(document, typed, gone.signal, setFinding).catch((error: unknown) =>
        console.warn('The text of a page cannot be read', error),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [document, typed]);
  return finding;
}

async function lookThrough(
  document: PDFDocumentProxy,
  typed: string,
  gone: AbortSignal,
  tell: (finding: Finding) => void,
): Promise<void> {
  const found: FoundOnPage[] = [];
  let letters = 0;
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await pageText(await document.getPage(page));
    if (gone.aborted) return;
    const runs = items.filter(isText);
    letters += runs.reduce((count, { str }) => count + str.trim().length, 0);
    found.push(...findText(runs, typed).map((place) => ({ ...place, page })));
    tell({ found: [...found], looked: page, textless: letters === 0 && page === document.numPages });
  }
}

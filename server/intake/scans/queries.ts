import { readAll } from '../../platform/database/store.ts';
import { fileKeyOf, MOST_SCANNED_PAGES, type ScannedPage, textOn } from './scanned-page.ts';
import { scannedPages } from './store.ts';

/** How far the recognising of a scan is. */
export interface ScanProgress {
  /** So many pages are looked at. */
  readonly pages: number;
  readonly done: number;
  /** Pages with nothing on them, and those that could not be read. */
  readonly blank: number[];
  readonly failed: number[];
  /** Pages that lie on their side or head. */
  readonly turned: number[];
}

/** What was recognised of a stored file so far, page by page. */
export async function scannedPagesOf(sha256: string): Promise<ScannedPage[]> {
  const found = await readAll(scannedPages, { file: fileKeyOf(sha256) });
  return found.toSorted((one, other) => one.page - other.page);
}

/** The text that was recognised in a stored file, by page; whoever asks has checked who may read the file. */
export async function recognisedTextOf(sha256: string): Promise<ReadonlyMap<number, string>> {
  const pages = await scannedPagesOf(sha256);
  return new Map(pages.filter(({ state }) => state === 'read').map((page) => [page.page, textOn(page)]));
}

/** How far the recognising of a file of so many pages is, by what was read of it. */
export function progressOf(read: readonly ScannedPage[], pages: number): ScanProgress {
  const those = (which: (page: ScannedPage) => boolean): number[] => read.filter(which).map(({ page }) => page);
  return {
    pages: Math.min(pages, MOST_SCANNED_PAGES),
    done: read.length,
    blank: those(({ state }) => state === 'blank'),
    failed: those(({ state }) => state === 'failed'),
    turned: those(({ turn }) => turn !== 0),
  };
}

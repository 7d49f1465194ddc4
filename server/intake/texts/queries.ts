import mongoose from 'mongoose';
import { readAll } from '../../platform/database/store.ts';
import { fileKeyOf, MOST_SCANNED_PAGES, type ScannedPage, textOn } from '../scans/scanned-page.ts';
import { scannedPages } from '../scans/store.ts';
import { type FileText, keptText, type TextOfPage } from './file-text.ts';
import { fileTexts } from './store.ts';

/** What is known of the text of a stored file. */
export interface KnownText {
  /** Pages in order, what they say themselves before what was recognised on them. */
  readonly pages: readonly TextOfPage[];
  /** Whether the file was read. */
  readonly isRead: boolean;
  /** Whether nothing more is to come. */
  readonly isWhole: boolean;
}

/** A scan that nobody has begun to recognise by then is not waited for. */
const LONGEST_WAIT_MS = 3600_000;

/** The text of stored PDFs by their digests, as far as it is known by `now`; whoever asks has checked who may read the files. */
export async function textsOf(digests: readonly string[], now: Date): Promise<ReadonlyMap<string, KnownText>> {
  if (digests.length === 0) return new Map();
  const file = mongoose.trusted({ $in: digests.map(fileKeyOf) });
  const [own, scanned] = await Promise.all([readAll(fileTexts, { file }), readAll(scannedPages, { file })]);
  return new Map(
    digests.map((sha256) => {
      const key = fileKeyOf(sha256);
      const row = own.find((one) => one.file === key);
      const pages = scanned.filter((one) => one.file === key);
      return [sha256, { pages: joined(row, pages), isRead: row !== undefined, isWhole: isWhole(row, pages, now) }];
    }),
  );
}

function isWhole(row: FileText | undefined, scanned: readonly ScannedPage[], now: Date): boolean {
  if (!row) return false;
  if (row.scans === 0) return true;
  if (scanned.length === 0) return now.getTime() - row.readAt.getTime() > LONGEST_WAIT_MS;
  return scanned.length >= Math.min(row.pages, MOST_SCANNED_PAGES);
}

function joined(row: FileText | undefined, scanned: readonly ScannedPage[]): TextOfPage[] {
  // Of what bears a degree of secrecy nothing is found.
  if (row?.reason !== undefined) return [];
  const own: readonly TextOfPage[] = row ? JSON.parse(row.text) : [];
  const recognised = scanned.filter(({ state }) => state === 'read');
  const texts = new Map<number, string[]>();
  for (const [page, text] of own) texts.set(page, [text]);
  for (const one of recognised) texts.set(one.page, [...(texts.get(one.page) ?? []), textOn(one)]);
  const inOrder = [...texts].toSorted(([one], [other]) => one - other);
  return keptText(inOrder.map(([page, parts]): TextOfPage => [page, parts.join(' ')]));
}

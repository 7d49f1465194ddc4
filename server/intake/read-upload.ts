import { agencies } from '../identity/store.ts';
import type { Actor } from '../platform/actor.ts';
import { readAll } from '../platform/database/store.ts';
import { DomainError } from '../platform/errors.ts';
import { inTransaction } from '../platform/ledger/transaction.ts';
import type { Upload } from '../platform/uploads/upload-store.ts';
import { readUpload as uploadOf } from '../platform/uploads/uploads.ts';
import { notePrint } from './likeness/note-print.ts';
import type { PageText } from './page-text.ts';
import { readFields } from './read-fields.ts';
import type { ReadingNote } from './read-page-text.ts';
import type { ReadField } from './reading/read-field.ts';
import { progressOf, type ScanProgress, scannedPagesOf } from './scans/queries.ts';
import { startScan } from './scans/read-scan.ts';
import { refuseSecret } from './scans/refuse-secret.ts';
import { recognisedText, type ScannedPage } from './scans/scanned-page.ts';
import { bearsSecretMark } from './scans/secret-mark.ts';
import { textOfFile } from './text-of-file.ts';

/** What could be read of a file that was sent. */
export interface UploadFields {
  readonly fields: ReadField[];
  readonly pages: number;
  readonly hasText: boolean;
  /** How far the text of a scan is recognised; null where the pages say theirs themselves. */
  readonly scan: ScanProgress | null;
  /** What was left out of the reading. */
  readonly notes: ReadingNote[];
}

/**
 * Reads the fields of a PDF that was sent to the actor’s agency and that they may see, in a worker process; other files hold no readable
 * fields. Of a scan it reads what has been recognised so far, and has the rest recognised: pages come one after the other, whether somebody
 * waits for them or not. By what text the file will be known again is kept.
 */
export async function readSentFile(
  actor: Actor,
  { mediaType, sha256 }: Pick<Upload, 'mediaType' | 'sha256'>,
): Promise<UploadFields> {
  if (mediaType !== 'application/pdf') return { fields: [], pages: 0, hasText: false, scan: null, notes: [] };
  const { pages, text, scans, notes } = await textOfFile(sha256);
  const first = text.find(({ pieces }) => pieces.length > 0);
  if (first && bearsSecretMark(first)) {
    await refuseSecret(actor.agencyId, sha256);
    throw new DomainError('invalid', 'state-secret', 'The file bears a degree of secrecy and was erased');
  }
  const scanned = scans.length === 0 ? undefined : await recognise(actor, { sha256, pages });
  const shown = text.map((page) => asRecognised(page, scanned ?? []));
  await inTransaction(actor, (tx) => notePrint(tx, sha256, shown));
  const names = (await readAll(agencies, { active: true })).map(({ name }) => name);
  return {
    fields: doubted(readFields(shown, names), shown),
    pages,
    hasText: shown.some(({ pieces }) => pieces.length > 0),
    scan: scanned ? progressOf(scanned, pages) : null,
    notes: [...notes],
  };
}

/** How far the text of an upload is recognised that `readSentFile` has begun to read; the common 404 for what is no upload of the actor. */
export async function scanOfUpload(actor: Actor, uploadId: string): Promise<ScanProgress> {
  const { sha256 } = await uploadOf(actor, uploadId);
  const known = await scannedPagesOf(sha256);
  return progressOf(known, known[0]?.pages ?? 0);
}

/** What was recognised so far; the rest is left to be. */
async function recognise(actor: Actor, scan: { sha256: string; pages: number }): Promise<ScannedPage[]> {
  const known = await scannedPagesOf(scan.sha256);
  if (known.length === 0) await inTransaction(actor, (tx) => startScan(tx, scan));
  return known;
}

function asRecognised(page: PageText, scanned: readonly ScannedPage[]): PageText {
  const known = scanned.find((one) => one.page === page.page);
  return known ? recognisedText(page, known) : page;
}

/** What was recognised in a picture is never sure: a clerk looks at it. */
function doubted(fields: readonly ReadField[], pages: readonly PageText[]): ReadField[] {
  const recognised = new Set(pages.filter(({ source }) => source === 'ocr').map(({ page }) => page));
  return fields.map((field) =>
    field.confidence === 'sure' && recognised.has(field.page) ? { ...field, confidence: 'look' } : field,
  );
}

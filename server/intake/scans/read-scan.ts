import { z } from 'zod';
import { systemActor } from '../../platform/actor.ts';
import { files } from '../../platform/files/files.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { runInWorker, type WorkerKind } from '../../platform/worker/worker-pool.ts';
import { scannedPagesOf } from './queries.ts';
import type { PageReading } from './read-scanned-page.ts';
import { refuseSecret } from './refuse-secret.ts';
import { digestOfKey, fileKeyOf, MOST_SCANNED_PAGES, type ScannedPage, uprightText } from './scanned-page.ts';
import { bearsSecretMark } from './secret-mark.ts';
import { scannedPages } from './store.ts';

/** One page of a scan, which is read by itself: what was read is kept, whatever becomes of the next. */
export const scanPage = z.object({
  agencyId: z.string(),
  file: z.string(),
  page: z.number().int(),
  pages: z.number().int(),
});

type ScanPage = z.output<typeof scanPage>;

/** One process for all scans, behind all else: it reads for as long as a page may take, and is replaced before it has grown. */
const recogniser: WorkerKind = {
  module: new URL('./read-scanned-page.ts', import.meta.url),
  limits: { timeMs: 60_000, memoryMb: 1_200, maxOutputBytes: 5_000_000, yielding: true, callsPerProcess: 100 },
};

/** A first page somebody waits for; the others come behind the first pages of all. */
const FIRST = 1;

/** Leaves word that a scan is to be recognised, first page first; what was begun goes on. */
export async function startScan(tx: Transaction, scan: { readonly sha256: string; readonly pages: number }) {
  const file = fileKeyOf(scan.sha256);
  if (await tx.find(scannedPages, { file, page: 1 })) return;
  leaveWord(tx, { agencyId: tx.actor.agencyId, file, page: 1, pages: scan.pages });
}

/**
 * Recognises a page and keeps what it says beside the file, then leaves word for the next one. Where the first page with anything on it bears
 * a degree of secrecy, nothing is kept: the file is taken back out of the system.
 */
export async function readScan(scan: ScanPage): Promise<void> {
  const args = [await files().forWorker(digestOfKey(scan.file)), scan.page];
  const limits = scan.page === 1 ? recogniser.limits : { ...recogniser.limits, lastInLine: true as const };
  const task = { module: recogniser.module, fn: 'readScannedPage', args };
  const { words, ...reading } = await runInWorker<PageReading>(task, limits);
  const isFirst = (await scannedPagesOf(digestOfKey(scan.file))).every(({ state }) => state === 'blank');
  if (isFirst && bearsSecretMark(uprightText(words, { ...reading, page: scan.page }))) {
    await refuseSecret(scan.agencyId, digestOfKey(scan.file));
    return;
  }
  await inTransaction(systemActor(scan.agencyId), (tx) =>
    keepPage(tx, scan, { ...reading, words: JSON.stringify(words) }),
  );
}

/** Says of a page that it could not be recognised, and goes on with the next. */
export async function scanFailed(tx: Transaction, scan: ScanPage, reason: string): Promise<void> {
  await keepPage(tx, scan, { state: 'failed', reason, engine: null, turn: 0, width: 0, height: 0, words: '[]' });
}

type Kept = Pick<ScannedPage, 'state' | 'engine' | 'turn' | 'width' | 'height' | 'words' | 'reason'>;

async function keepPage(tx: Transaction, scan: ScanPage, kept: Kept): Promise<void> {
  const { file, page, pages } = scan;
  if (await tx.find(scannedPages, { file, page })) return;
  tx.insert(scannedPages, { file, page, pages, ...kept, readAt: tx.now });
  if (page < Math.min(pages, MOST_SCANNED_PAGES)) leaveWord(tx, { ...scan, page: page + 1 });
}

function leaveWord(tx: Transaction, scan: ScanPage): void {
  const { file, page } = scan;
  const urgency = page === 1 ? FIRST : 0;
  tx.enqueue({ kind: 'read-scan', key: `${file}-${page}`, again: true, urgency, payload: { ...scan } });
}

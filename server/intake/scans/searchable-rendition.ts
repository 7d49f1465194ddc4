import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { DomainError } from '../../platform/errors.ts';
import { files, madeReply } from '../../platform/files/files.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import { type DocumentFile, mainFile } from '../../registry/documents/document-file.ts';
import { readIncoming } from '../../registry/incoming/queries.ts';
import { progressOf, type ScanProgress, scannedPagesOf } from './queries.ts';
import { wordsOn } from './scanned-page.ts';
import type { RecognisedPage } from './searchable-copy.ts';

const limits = { timeMs: 60_000, memoryMb: 1024, maxOutputBytes: 256 * 1024 * 1024, callsPerProcess: 20 };

/** How far the text of an incoming document is recognised that came as a scan; of any other nothing is. Only for who may read it. */
export async function scanOfIncoming(actor: Actor, documentId: string): Promise<ScanProgress> {
  const known = await scannedPagesOf((await mainOf(actor, documentId)).sha256);
  return progressOf(known, known[0]?.pages ?? 0);
}

/**
 * A copy of a scanned document in which its text is found (*bản tra cứu*): made anew each time, kept nowhere and named as what it is; the file
 * as received stays what it is. Who may read the document may have it, and it leaves the trace of a download. Refuses (409) a document in
 * which nothing was recognised.
 */
export async function searchableRendition(actor: Actor, documentId: string): Promise<FileReply> {
  const main = await mainOf(actor, documentId);
  const pages = (await scannedPagesOf(main.sha256)).filter(({ state }) => state === 'read');
  if (pages.length === 0) throw new DomainError('conflict', 'nothing-recognised', 'No text was recognised in the file');
  const recognised = pages.map(
    ({ page, turn, width, height, words }): RecognisedPage => ({
      page,
      turn,
      width,
      height,
      words: wordsOn({ words }),
    }),
  );
  const module = new URL('./searchable-copy.ts', import.meta.url);
  const args = [await files().forWorker(main.sha256), recognised];
  const pdf = await runInWorker<Uint8Array>({ module, fn: 'searchableCopy', args }, limits);
  await recordView(actor, { type: 'document-downloaded', documentId, fileId: main.id });
  const name = `${main.name.replace(/\.pdf$/i, '')} (bản tra cứu, không phải bản gốc).pdf`;
  return madeReply(pdf, { name, mediaType: 'application/pdf', disposition: 'inline' });
}

async function mainOf(actor: Actor, documentId: string): Promise<DocumentFile> {
  const main = mainFile((await readIncoming(actor, documentId)).files);
  if (!main) throw new Error(`Incoming document ${documentId} has no main file`);
  return main;
}

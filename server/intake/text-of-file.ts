import { files } from '../platform/files/files.ts';
import { runInWorker, type WorkerKind } from '../platform/worker/worker-pool.ts';
import type { ReadText } from './read-page-text.ts';

/** Who reads the text of PDFs. */
const reader: WorkerKind = {
  module: new URL('./read-page-text.ts', import.meta.url),
  limits: { timeMs: 15_000, memoryMb: 512, maxOutputBytes: 20_000_000, callsPerProcess: 200 },
};

/** The text of a stored PDF, in a worker process; refuses one that cannot be read (`pdf-unreadable`, `pdf-encrypted`). */
export async function textOfFile(sha256: string): Promise<ReadText> {
  return await readText(sha256, reader.limits);
}

/** The same for nobody who waits: in a process of its own, which leaves the processors to others. */
export async function textBehind(sha256: string): Promise<ReadText> {
  return await readText(sha256, { ...reader.limits, lane: 'behind', yielding: true });
}

async function readText(sha256: string, limits: WorkerKind['limits']): Promise<ReadText> {
  const args = [await files().forWorker(sha256)];
  return await runInWorker<ReadText>({ module: reader.module, fn: 'readPageText', args }, limits);
}

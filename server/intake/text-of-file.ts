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
  const { module, limits } = reader;
  return await runInWorker<ReadText>({ module, fn: 'readPageText', args: [await files().forWorker(sha256)] }, limits);
}

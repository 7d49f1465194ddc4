import { files } from '../../platform/files/files.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';

const module = new URL('../../pdf-signatures/pdf/png-image.ts', import.meta.url);
const limits = { timeMs: 10_000, memoryMb: 384, maxOutputBytes: 1024, callsPerProcess: 50 };

/** Refuses a stored picture that no signature could show: one that is damaged or huge, or takes too much to decode. */
export async function requireImage(sha256: string): Promise<void> {
  await runInWorker<void>({ module, fn: 'requirePng', args: [await files().forWorker(sha256)] }, limits);
}

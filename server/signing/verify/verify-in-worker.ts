import { runInWorker } from '../../platform/worker/worker-pool.ts';
import type { VerificationReport, VerifyOptions } from '../verification.ts';

const limits = { timeMs: 10_000, memoryMb: 512, maxOutputBytes: 8 * 1024 * 1024, processes: 1, callsPerProcess: 500 };

/**
 * Verifies a PDF in a process of its own with limits of time, memory and output (RELIABILITY row 63): a file built to
 * exhaust its reader is refused as `too-complex`, and nobody else waits for it.
 */
export function verifyInWorker(bytes: Uint8Array, options: VerifyOptions): Promise<VerificationReport> {
  return runInWorker<VerificationReport>(
    { module: new URL('./verify-pdf.ts', import.meta.url), fn: 'verifyPdf', args: [bytes, options] },
    limits,
  );
}

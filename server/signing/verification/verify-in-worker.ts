import type { VerificationReport, VerifyOptions } from '../../pdf-signatures/verification.ts';
import { runInWorker, type WorkerKind } from '../../platform/worker/worker-pool.ts';
import type { WorkerFile } from '../../platform/worker/worker-process.ts';

/** Who waits for a verdict: somebody who signs or seals, somebody who reads what came from elsewhere, nobody yet, or a stranger. */
export type VerifyLane = 'signing' | 'reading' | 'arriving' | 'public';

const limits = { timeMs: 10_000, memoryMb: 512, maxOutputBytes: 8 * 1024 * 1024, processes: 1, callsPerProcess: 5_000 };
const verifier = new URL('../../pdf-signatures/verify/verify-pdf.ts', import.meta.url);

/** None of these processes waits for another; that of strangers also leaves the processors to everybody else. */
const lanes = {
  // The process that begins signatures: it is warm when one is completed.
  signing: { module: new URL('../signature-work.ts', import.meta.url), limits: { ...limits, memoryMb: 1024 } },
  reading: { module: verifier, limits },
  // What arrives has no process of its own, and lets those who read go first.
  arriving: { module: verifier, limits: { ...limits, lane: 'reading', lastInLine: true } },
  // It waits while others use the processors; what a file costs it is bounded by its budget.
  public: { module: verifier, limits: { ...limits, timeMs: 20_000, yielding: true } },
} as const;

/** Who verifies for them. */
export function verifierFor(lane: VerifyLane): WorkerKind {
  const { module, limits } = lanes[lane];
  return { module, limits: { lane, ...limits } };
}

/**
 * Verifies a PDF in a process of its own with limits of time, memory and output (docs/bad-inputs.md, row 63): a file built to
 * exhaust its reader is refused as `too-complex`, and nobody else waits for it.
 */
export function verifyInWorker(
  pdf: Uint8Array | WorkerFile,
  options: VerifyOptions,
  lane: VerifyLane = 'reading',
  signal?: AbortSignal,
): Promise<VerificationReport> {
  const { module, limits } = verifierFor(lane);
  return runInWorker({ module, fn: 'verifyPdf', args: [pdf, options], signal }, limits);
}

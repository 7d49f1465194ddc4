import type { PreflightFinding } from '../../pdf-signatures/produce/preflight/preflight-finding.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import type { WorkerFile } from '../../platform/worker/worker-process.ts';

const limits = { timeMs: 60_000, memoryMb: 512, maxOutputBytes: 1024 * 1024, processes: 1, callsPerProcess: 200 };

/** Looks into a PDF in a process of its own with limits of time, memory and output, like every reading of what others made. */
export function preflightInWorker(pdf: Uint8Array | WorkerFile): Promise<PreflightFinding[]> {
  return runInWorker<PreflightFinding[]>(
    {
      module: new URL('../../pdf-signatures/produce/preflight/preflight.ts', import.meta.url),
      fn: 'preflight',
      args: [pdf],
    },
    limits,
  );
}

import { runInWorker, type WorkerKind } from '../worker/worker-pool.ts';

/** A table of texts and numbers as a spreadsheet shows it; the widths are in letters. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly rows: readonly { readonly cells: readonly (string | number)[]; readonly struck: boolean }[];
}

/** Who writes spreadsheets: ten thousand rows take longer than a server may stand still. */
export const sheetWriter: WorkerKind = {
  module: new URL('./spreadsheet-child.ts', import.meta.url),
  limits: { timeMs: 30_000, memoryMb: 512, maxOutputBytes: 50_000_000, callsPerProcess: 100 },
};

/** The table as an Office Open XML workbook (ECMA-376, `.xlsx`). A text stays one: none is reckoned, and none loses its zeros. */
export function spreadsheet(sheet: Sheet): Promise<Uint8Array> {
  const { module, limits } = sheetWriter;
  return runInWorker<Uint8Array>({ module, fn: 'writeSheet', args: [sheet] }, limits);
}

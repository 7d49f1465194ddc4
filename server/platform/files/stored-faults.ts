import { storedRows } from '../database/store.ts';
import type { Way } from '../state/state-file.ts';
import type { FileStore } from './files.ts';
import { documentsNaming, filesNamedIn, storesOfFiles } from './named-files.ts';
import { stateOfStored } from './stored-state.ts';

/** A stored file that rows name and that is not as it was stored, with the documents it belongs to. */
export interface StoredFileFault {
  readonly sha256: string;
  readonly why: Way;
  /** Number and symbol of each. */
  readonly named: readonly string[];
}

/** Reads every stored file that a row of evidence names to its end: how many there are, and which are not whole. */
export async function storedFaults(store: FileStore): Promise<{ count: number; faults: readonly StoredFileFault[] }> {
  const named = new Set<string>();
  for (const rows of storesOfFiles()) {
    for await (const row of storedRows(rows)) for (const sha256 of filesNamedIn(row)) named.add(sha256);
  }
  const faults = new Map<string, Way>();
  for (const sha256 of named) {
    const state = await stateOfStored(store, sha256);
    if (!state.good) faults.set(sha256, state.why);
  }
  const documents = await documentsNaming(new Set(faults.keys()), storedRows);
  return {
    count: named.size,
    faults: [...faults].map(([sha256, why]) => ({ sha256, why, named: documents.get(sha256) ?? [] })),
  };
}

import { join } from 'node:path';

/** Where the keys of the logs lie: the key of the heads with what its signer remembers of each log, and the key of the ledger. */
export function logKeysFolder(keysFolder: string): string {
  return join(keysFolder, 'log');
}

let inUse: string | undefined;

/** Says where the keys of the logs of this process lie. */
export function useLogKeysFolder(folder: string): void {
  inUse = folder;
}

/** The folder of this process. */
export function logKeysInUse(): string {
  if (inUse === undefined) throw new Error('No keys of the logs are in use: call openLogKeys first');
  return inUse;
}

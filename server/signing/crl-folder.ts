import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { derBlocks } from './crypto/trust-list.ts';

/** Lists of revoked certificates that an operator lays into a folder (`CRL_DIR`), where no authority can be asked over the network. */
export interface CrlFolder {
  /** All lists there now, DER; a file that changed is read anew. What is no list is left out when it is used. */
  lists(): Promise<readonly Uint8Array[]>;
}

const mostFiles = 200;
const mostBytes = 32 * 1024 * 1024;

/** The lists in `*.crl`, `*.der` and `*.pem` of a folder; one that cannot be read fails, so that nobody takes silence for good news. */
export function crlFolder(folder: string): CrlFolder {
  const known = new Map<string, { state: string; lists: readonly Uint8Array[] }>();
  return {
    lists: async () => {
      const names = (await readdir(folder)).filter((name) => /\.(crl|der|pem)$/i.test(name)).toSorted();
      const all: Uint8Array[] = [];
      for (const name of names.slice(0, mostFiles)) {
        const path = join(folder, name);
        const { ino, size, mtimeMs } = await stat(path);
        if (size > mostBytes) continue;
        const state = `${ino}/${size}/${mtimeMs}`;
        const read = known.get(name);
        const lists = read?.state === state ? read.lists : derBlocks(await readFile(path), 'X509 CRL');
        known.set(name, { state, lists });
        all.push(...lists);
      }
      return all;
    },
  };
}

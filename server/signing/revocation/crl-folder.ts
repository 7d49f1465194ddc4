import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { derBlocks } from '../../pdf-signatures/crypto/certificates/trust-list.ts';
import { log } from '../../platform/log.ts';

/** Lists of revoked certificates that an operator lays into a folder (`CRL_DIR`), where no authority can be asked over the network. */
export interface CrlFolder {
  /** All lists there now, DER; a file that changed is read anew. What is no list is left out when it is used. */
  lists(): Promise<readonly Uint8Array[]>;
}

const mostFiles = 200;
const mostBytes = 32 * 1024 * 1024;

interface Listed {
  readonly name: string;
  /** Another one means another content. */
  readonly state: string;
}

/** The files of lists in a folder, `*.crl`, `*.der` and `*.pem`, and the names of those beyond the bounds: too many, or too large. */
export async function listsIn(folder: string): Promise<{ readonly read: Listed[]; readonly leftOut: string[] }> {
  const names = (await readdir(folder)).filter((name) => /\.(crl|der|pem)$/i.test(name)).toSorted();
  const read: Listed[] = [];
  const leftOut = names.slice(mostFiles);
  for (const name of names.slice(0, mostFiles)) {
    const { ino, size, mtimeMs } = await stat(join(folder, name));
    if (size > mostBytes) leftOut.push(name);
    else read.push({ name, state: `${ino}/${size}/${mtimeMs}` });
  }
  return { read, leftOut };
}

/** The lists of a folder; one that cannot be read fails, and one beyond the bounds is told, so that nobody takes silence for good news. */
export function crlFolder(folder: string): CrlFolder {
  const known = new Map<string, { state: string; lists: readonly Uint8Array[] }>();
  let told = '';
  return {
    lists: async () => {
      const { read, leftOut } = await listsIn(folder);
      if (leftOut.join() !== told)
        log.error({ folder, leftOut }, 'lists of revocations are left out: too many or too large');
      told = leftOut.join();
      const all: Uint8Array[] = [];
      for (const { name, state } of read) {
        const before = known.get(name);
        const lists =
          before?.state === state ? before.lists : derBlocks(await readFile(join(folder, name)), 'X509 CRL');
        known.set(name, { state, lists });
        all.push(...lists);
      }
      return all;
    },
  };
}

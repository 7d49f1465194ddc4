import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ExportOptions, exportLog } from './export-log.ts';

/** Shares nothing with what writes the log; inspectors are given the same file. */
const verifier = fileURLToPath(new URL('../../../scripts/verify-log.mjs', import.meta.url));

/**
 * Exports logs of the connected database into a temporary file and has the stand-alone verifier look at it: its words, its exit code.
 * With the folder of the log keys it compares them with what the signer remembers, and looks for the mark of the ledger.
 */
export async function verifyExport(
  chosen: ExportOptions,
  { more = [], keys }: { readonly more?: readonly string[]; readonly keys?: string } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-audit-'));
  try {
    const file = join(folder, 'log.ndjson');
    const withKeys = keys === undefined ? [] : await optionsOf(keys, join(folder, 'memory'));
    await exportLog(file, chosen);
    const program = spawn(process.execPath, [verifier, file, ...withKeys, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said, [code]] = await Promise.all([text(program.stdout), once(program, 'close')]);
    return { said: said.trimEnd(), code: typeof code === 'number' ? code : 2 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the signer remembers is taken before the export, which is then at least as far, however the log grows meanwhile. */
async function optionsOf(keys: string, memory: string): Promise<string[]> {
  await mkdir(memory);
  const names = await readdir(keys);
  const remembered = names.filter((name) => name.endsWith('.json'));
  await Promise.all(remembered.map((name) => copyFile(join(keys, name), join(memory, name))));
  const pems = names.filter((name) => name.endsWith('.pem')).flatMap((name) => ['--key', join(keys, name)]);
  return ['--memory', memory, '--ledger-key', join(keys, 'ledger.key'), ...pems];
}

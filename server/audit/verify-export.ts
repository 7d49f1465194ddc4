import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ExportOptions, exportLog } from './export-log.ts';

/** Shares nothing with what writes the log; inspectors are given the same file. */
const verifier = fileURLToPath(new URL('../../scripts/verify-log.mjs', import.meta.url));

/** Exports logs of the connected database into a temporary file and has the stand-alone verifier look at it: its words, its exit code. */
export async function verifyExport(chosen: ExportOptions, more: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-audit-'));
  try {
    const file = join(folder, 'log.ndjson');
    await exportLog(file, chosen);
    const program = spawn(process.execPath, [verifier, file, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said, [code]] = await Promise.all([text(program.stdout), once(program, 'close')]);
    return { said: said.trimEnd(), code: typeof code === 'number' ? code : 2 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

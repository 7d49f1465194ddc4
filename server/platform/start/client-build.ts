import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { constants, getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import type { Shutdown } from './shutdown.ts';
import { filesReached } from './source-imports.ts';

export type ClientOutcome = 'built' | 'up-to-date' | 'no-client';

/**
 * Builds the client, and the page that verifies evidence without it, into `client/dist` when their sources – their own files, the server's files they import, the lockfile – are not
 * those it was built from. The finished build takes its place in one step, so a running server never serves half of it. It gives way to the
 * rest of the start – database, migrations, demo –, which does one thing after the other and is what the first screen waits for.
 */
export async function buildClient(sourceFolder: string, shutdown: Shutdown): Promise<ClientOutcome> {
  const client = join(sourceFolder, 'client');
  const dist = join(client, 'dist');
  if (!(await exists(join(client, 'index.html')))) return 'no-client';
  const hash = await hashOfSources(sourceFolder);
  const built = await readFile(join(dist, '.sources'), 'utf8').catch(() => '');
  if (built === hash) return 'up-to-date';
  const draft = await mkdtemp(join(client, 'dist.'));
  try {
    await runVite(sourceFolder, ['build', '--outDir', draft, '--emptyOutDir'], shutdown);
    await runVite(sourceFolder, ['build', '--config', 'evidence/vite.config.ts', '--outDir', draft], shutdown);
    await writeFile(join(draft, '.sources'), hash);
    await chmod(draft, 0o755);
    await replaceFolder(dist, draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return 'built';
}

/** Puts `draft` in the place of `folder` in one step; of two at once that build the same, the later one wins. */
export async function replaceFolder(folder: string, draft: string): Promise<void> {
  const old = `${draft}.old`;
  for (;;) {
    try {
      await rename(folder, old);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error;
    }
    try {
      await rename(draft, folder);
      return;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(systemErrorCode(error) ?? '')) throw error;
    } finally {
      await rm(old, { recursive: true, force: true });
    }
  }
}

async function runVite(sourceFolder: string, words: readonly string[], shutdown: Shutdown): Promise<void> {
  const vite = join(sourceFolder, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, ...words, '--logLevel', 'error'], {
    cwd: join(sourceFolder, 'client'),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (child.pid !== undefined)
    setPriority(child.pid, Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  const ended = once(child, 'exit');
  shutdown.add('client build', async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  const [code] = await ended;
  if (code === 0) return;
  throw new StartUpFailure(
    'Không dựng được giao diện (xem các dòng trên): hãy chạy npm install rồi npm start lại.',
    'The client could not be built (see the lines above): run npm install, then npm start again.',
  );
}

async function hashOfSources(sourceFolder: string): Promise<string> {
  const client = join(sourceFolder, 'client');
  const own = (await readdir(client, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/]client[\\/]dist/.test(path));
  const files = await filesReached([join(sourceFolder, 'package-lock.json'), ...own]);
  const hash = createHash('sha256');
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path.slice(sourceFolder.length)}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

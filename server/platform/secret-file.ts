import { randomUUID } from 'node:crypto';
import { access, chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from './start/start-up-failure.ts';

/** Reads the secret kept in `path`, making it first when there is none; mode 0600 either way. */
export async function keepSecret(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (!(await isThere(path))) await place(path, make());
  await chmod(path, 0o600);
  return (await readFile(path, 'utf8')).trim();
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    (error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** The whole secret appears in one step (link): a process that is killed meanwhile leaves none, and of two at once one wins. */
async function place(path: string, secret: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, secret, { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

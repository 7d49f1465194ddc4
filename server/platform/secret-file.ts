import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createWhole } from './durable-file.ts';
import { isThere } from './start/state-file.ts';

/** Reads the secret kept in `path`, making it first when there is none; mode 0600 either way. Of two that make it at once one wins. */
export async function keepSecret(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (!(await isThere(path))) await createWhole(path, make());
  await chmod(path, 0o600);
  return (await readFile(path, 'utf8')).trim();
}

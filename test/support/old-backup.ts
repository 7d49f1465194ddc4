import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Backups of earlier releases, each with its keys; how it was made stands in its README. */
const fixtures = join(import.meta.dirname, '../fixtures');

/** The folder of backups that a release has made; read only. */
export const backupsOf = (release: string): string => join(fixtures, `backup-${release}`, 'backup');

/** Copies the keys that belong to it into a folder, which must not be there yet. */
export async function copyKeysOf(release: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  await cp(join(fixtures, `backup-${release}`, 'keys'), to, { recursive: true });
}

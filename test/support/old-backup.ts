import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Releases whose backups are kept, with their keys (DESIGN D16); how each was made stands in its README. */
export const KEPT_RELEASES = ['875b386'] as const;

const fixtures = join(import.meta.dirname, '../fixtures');

/** The folder of backups that a release has made; read only. */
export const backupsOf = (release: string): string => join(fixtures, `backup-${release}`, 'backup');

/** Copies the keys that belong to it into a folder, which must not be there yet. */
export async function copyKeysOf(release: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  await cp(join(fixtures, `backup-${release}`, 'keys'), to, { recursive: true });
}

import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../platform/errors.ts';
import { syncFolder } from '../../platform/state/durable-file.ts';
import { isThere } from '../../platform/state/state-file.ts';

/** The file of a key that was replaced, and the moment until which the directory names it still. */
export interface FormerKeyFile {
  readonly name: string;
  readonly until: Date;
}

/** Puts a key aside under a name that says until when it counts; the next look for one makes another. Refuses where such a file is there. */
export async function putAside(folder: string, name: string, until: Date): Promise<void> {
  const stamp = until
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  const aside = name.replace(/\.pem$/, `.until-${stamp}.pem`);
  if (await isThere(join(folder, aside)))
    throw new DomainError(
      'conflict',
      'file-exists',
      `There is a key ${aside} already: another one was renewed just now`,
    );
  await rename(join(folder, name), join(folder, aside));
  await syncFolder(folder);
}

/** What the name of a key that was put aside has in the place of its `.pem`. */
const putAsideAt = /^\.until-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.pem$/;

/** The keys that were put aside from under a name, the one that lasts longest first. */
export async function formerKeyFiles(folder: string, name: string): Promise<FormerKeyFile[]> {
  const stem = name.replace(/\.pem$/, '');
  const found = (await readdir(folder)).flatMap((one): FormerKeyFile[] => {
    const [, year, month, day, hour, minute, second] = one.startsWith(stem)
      ? (putAsideAt.exec(one.slice(stem.length)) ?? [])
      : [];
    if (year === undefined) return [];
    return [{ name: one, until: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) }];
  });
  return found.toSorted((one, other) => other.until.getTime() - one.until.getTime());
}

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A deployment as its commands are run: by its environment, in which `PUBLIC_URL` says where others reach it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a command of `vanban` with exactly these variables, and gives what it printed; throws when it fails. */
export type RunVanban = (words: readonly string[], environment: Environment) => Promise<string>;

/**
 * Makes deployments known to each other as their operators would by hand: each gives its entry, an authority whose key lies in `folder`
 * signs the list of all, and each pins that key and takes the list in. Done again, it is the next version of the list; gives its number.
 * `strangers` are entries of deployments that run other programs.
 */
export async function introduce(
  run: RunVanban,
  [first, ...others]: readonly [Environment, ...Environment[]],
  folder: string,
  strangers: readonly Entry[] = [],
): Promise<number> {
  const members = [first, ...others];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [list, signed] = [join(folder, 'list.json'), join(folder, 'directory.json')];
  const [key, pin] = [join(folder, 'authority.pem'), join(folder, 'authority.pub.pem')];
  if (!existsSync(key)) await run(['directory', 'new-authority', '--key', key, '--public', pin], first);
  const told = strangers.map((entry) => JSON.stringify(entry));
  for (const member of members) told.push(await run(['directory', 'entry'], member));
  const entries = told.map((_, index) => join(folder, `entry-${index + 1}.json`));
  await Promise.all(told.map((entry, index) => writeFile(entries[index] ?? '', entry)));
  const former = existsSync(signed) ? ['--after', signed] : ['--name', 'Danh bạ liên thông minh hoạ'];
  const composed = await run(['directory', 'compose', ...entries, ...former, '--out', list, '--json'], first);
  await run(['directory', 'sign', list, '--key', key, '--out', signed], first);
  for (const member of members) {
    await run(['directory', 'pin', pin], member);
    await run(['directory', 'import', signed], member);
  }
  return JSON.parse(composed).serial;
}

/** What `vanban directory entry` prints. */
export interface Entry {
  readonly deployments: readonly unknown[];
  readonly agencies: readonly unknown[];
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A deployment as its commands are run: by its environment, in which `PUBLIC_URL` says where others reach it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a command of `vanban` with exactly these variables, and gives what it printed; throws when it fails. */
export type RunVanban = (words: readonly string[], environment: Environment) => Promise<string>;

const VALID_DAYS = 90;
const DAY_MS = 24 * 3600_000;

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
  const serial = await lastSerial(list);
  if (serial === 0) await run(['directory', 'new-authority', '--key', key, '--public', pin], first);
  const entries = [...strangers];
  for (const member of members) entries.push(JSON.parse(await run(['directory', 'entry'], member)));
  await writeFile(list, JSON.stringify(listOf(entries, serial + 1), null, 2));
  await run(['directory', 'sign', list, '--key', key, '--out', signed], first);
  for (const member of members) {
    await run(['directory', 'pin', pin], member);
    await run(['directory', 'import', signed], member);
  }
  return serial + 1;
}

async function lastSerial(list: string): Promise<number> {
  const text = await readFile(list, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? 0 : JSON.parse(text).serial;
}

/** What `vanban directory entry` prints. */
export interface Entry {
  readonly deployments: readonly unknown[];
  readonly agencies: readonly unknown[];
}

function listOf(entries: readonly Entry[], serial: number) {
  return {
    ...{ format: 'vanban-directory/1', serial, name: 'Danh bạ liên thông minh hoạ' },
    issuedAt: new Date().toISOString(),
    validUntil: new Date(Date.now() + VALID_DAYS * DAY_MS).toISOString(),
    deployments: entries.flatMap(({ deployments }) => deployments),
    agencies: entries.flatMap(({ agencies }) => agencies),
  };
}

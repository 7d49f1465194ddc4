import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { literalPattern } from '../text/literal-pattern.ts';

/** A `mongod` that runs on this machine. */
export interface MongodBinary {
  readonly path: string;
  readonly version: string;
}

const run = promisify(execFile);
const version = '7.0.28';
const host = 'https://fastdl.mongodb.org';
/** How long the first answer may take: where the site is not reachable, waiting would only delay the next way. */
const firstAnswerMs = 4_000;
const wholeDownloadMs = 300_000;

/** Fetches the official `mongod` for this machine into `folder`; nothing when there is none, or the site does not answer. */
export async function downloadOfficialMongod(
  folder: string,
  accepts: (version: string) => boolean,
): Promise<MongodBinary | undefined> {
  const name = accepts(version) ? await archiveName() : undefined;
  const bytes = name && (await fetchVerified(`${host}/${name}`));
  if (!bytes) return undefined;
  const archive = join(folder, 'mongodb.archive');
  await writeFile(archive, bytes);
  // tar is part of Linux, macOS and Windows 10, and opens .zip too where the archive is one.
  await run('tar', ['-xf', archive, '-C', folder, '--strip-components=1'], { timeout: 60_000 });
  return { path: join(folder, 'bin', process.platform === 'win32' ? 'mongod.exe' : 'mongod'), version };
}

/** The archive and its published SHA-256 must agree; anything else counts as "not available". */
async function fetchVerified(url: string): Promise<Buffer | undefined> {
  try {
    const published = await fetch(`${url}.sha256`, { signal: AbortSignal.timeout(firstAnswerMs) });
    if (!published.ok) return undefined;
    const expected = (await published.text()).trim().split(/\s/)[0];
    const answer = await fetch(url, { signal: AbortSignal.timeout(wholeDownloadMs) });
    if (!answer.ok) return undefined;
    const bytes = Buffer.from(await answer.arrayBuffer());
    return createHash('sha256').update(bytes).digest('hex') === expected ? bytes : undefined;
  } catch {
    // No network, no such host, too slow: the caller has another way.
    return undefined;
  }
}

async function archiveName(): Promise<string | undefined> {
  const arm = process.arch === 'arm64';
  if (!arm && process.arch !== 'x64') return undefined;
  if (process.platform === 'win32') return `windows/mongodb-windows-x86_64-${version}.zip`;
  if (process.platform === 'darwin') return `osx/mongodb-macos-${arm ? 'arm64' : 'x86_64'}-${version}.tgz`;
  if (process.platform !== 'linux') return undefined;
  const system = await linuxSystem(arm);
  return system && `linux/mongodb-linux-${arm ? 'aarch64' : 'x86_64'}-${system}-${version}.tgz`;
}

async function linuxSystem(arm: boolean): Promise<string | undefined> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const value = (key: string) => new RegExp(`^${literalPattern(key)}="?([^"\\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const family = `${value('ID')} ${value('ID_LIKE')}`;
  if (/ubuntu/.test(family)) return 'ubuntu2204';
  if (/debian/.test(family)) return arm ? 'ubuntu2204' : 'debian12';
  if (/rhel|fedora|centos/.test(family)) return value('VERSION_ID').startsWith('8') ? 'rhel88' : 'rhel90';
  return undefined;
}

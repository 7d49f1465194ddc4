import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { transformSync } from '@swc/wasm-typescript';
import { z } from 'zod';
import { buildClient, replaceFolder } from '../server/platform/start/client-build.ts';
import { Shutdown } from '../server/platform/start/shutdown.ts';
import { filesReached, importingBuilt, importsOf } from '../server/platform/start/source-imports.ts';
import { type Lockfile, packagesReached, readLockfile } from './lockfile.ts';

/*
 * `npm run build`: makes `dist/`, which is all that production runs. Only what the server and the command line reach is in it, its
 * types blanked out so that lines stay, with the built client, the templates, and a lockfile of its own for `npm ci`. Another folder
 * may be named.
 */
const root = resolve(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? join(root, 'dist'));
/** What Node is asked to run by name; everything else is reached by imports. */
const entries = ['server/main.ts', 'scripts/vanban.ts', 'scripts/demo/seed.ts'];
const project = z.looseObject({
  name: z.string(),
  version: z.string(),
  engines: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
});

const began = Date.now();
const shutdown = new Shutdown();
await buildClient(root, shutdown);
const draft = await mkdtemp(`${target}.`);
try {
  const sources = await sourcesReached();
  await Promise.all([...sources].map(([path, bytes]) => writeBuilt(path, bytes)));
  await cp(join(root, 'templates'), join(draft, 'templates'), { recursive: true });
  await cp(join(root, 'client', 'dist'), join(draft, 'client', 'dist'), { recursive: true });
  await writePackages([...sources.values()].map(String));
  await writeFile(join(draft, 'built-from.json'), `${JSON.stringify(await hashes([...sources.keys()]), null, 1)}\n`);
  await chmod(draft, 0o755);
  await replaceFolder(target, draft);
} finally {
  await rm(draft, { recursive: true, force: true });
}
console.log(`Đã dựng ${target} sau ${((Date.now() - began) / 1000).toFixed(1)} giây. (built)`);

async function sourcesReached(): Promise<Map<string, Buffer>> {
  const commands = (await readdir(join(root, 'scripts', 'commands'))).map((name) => `scripts/commands/${name}`);
  const files = await filesReached([...entries, ...commands].map((path) => join(root, path)));
  return new Map([...files].map(([path, bytes]) => [pathOf(path), bytes]));
}

async function writeBuilt(path: string, bytes: Buffer): Promise<void> {
  const target = join(draft, path.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, path.endsWith('.ts') ? importingBuilt(withoutTypes(path, String(bytes))) : bytes);
}

function withoutTypes(filename: string, source: string): string {
  return transformSync(source, { mode: 'strip-only', module: true, filename }).code;
}

/** `package.json` and lockfile of what is left: no packages of the client, which is built, of the build, or of tests. */
async function writePackages(sources: readonly string[]): Promise<void> {
  const { name, version, engines, dependencies } = project.parse(JSON.parse(await read('package.json')));
  const named = sources.flatMap((source) => importsOf(source)).map((found) => found.name);
  const isNamed = (wanted: string): boolean =>
    named.some((found) => found === wanted || found.startsWith(`${wanted}/`)) ||
    sources.some((source) => source.includes(`'${wanted}/`));
  const own = {
    ...{ name, version, private: true, type: 'module', engines },
    scripts: { start: 'exec node server/main.js', vanban: 'exec node scripts/vanban.js' },
    dependencies: Object.fromEntries(Object.entries(dependencies).filter(([wanted]) => isNamed(wanted))),
  };
  await writeFile(join(draft, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  const lock = lockOf(readLockfile(await read('package-lock.json')), own);
  await writeFile(join(draft, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
}

function lockOf(lock: Lockfile, own: { name: string; version: string; dependencies: Record<string, string> }): object {
  const { folders } = packagesReached(lock, Object.keys(own.dependencies));
  const kept = Object.entries(lock.packages).filter(([folder]) => folders.has(folder));
  return { ...lock, packages: { '': own, ...Object.fromEntries(kept) } };
}

async function read(path: string): Promise<string> {
  return await readFile(join(root, path), 'utf8');
}

/** By these `scripts/run.mjs` sees that the sources are not those of the build any more. */
async function hashes(sources: readonly string[]): Promise<Record<string, string>> {
  const others = await Promise.all(['client', 'templates'].map(filesBelow));
  const paths = ['package-lock.json', ...sources, ...others.flat()].sort();
  const hash = async (path: string): Promise<[string, string]> => [path, sha256(await readFile(join(root, path)))];
  return Object.fromEntries(await Promise.all(paths.map(hash)));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => pathOf(join(entry.parentPath, entry.name)));
  return files.filter((path) => !path.startsWith('client/dist'));
}

function pathOf(file: string): string {
  return relative(root, file).split(sep).join('/');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

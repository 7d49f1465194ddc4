import { z } from 'zod';

const names = z.record(z.string(), z.string()).default({});
const entry = z.looseObject({
  version: z.string().optional(),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
  peerDependenciesMeta: z.record(z.string(), z.looseObject({ optional: z.boolean().optional() })).default({}),
});
const lockfile = z.looseObject({ packages: z.record(z.string(), entry) });

/** What `package-lock.json` says: every package by the folder it is installed in, the project itself by the empty one. */
export type Lockfile = z.infer<typeof lockfile>;
export type LockEntry = Lockfile['packages'][string];

/** Reads a lockfile (version 3); refuses anything else. */
export function readLockfile(text: string): Lockfile {
  return lockfile.parse(JSON.parse(text));
}

/**
 * The folders of all packages that these names bring into a project, and the names that lead nowhere. Optional packages of other
 * systems count too: npm refuses a lockfile without them (`npm ci`).
 */
export function packagesReached(
  { packages }: Lockfile,
  from: readonly string[],
): { folders: ReadonlySet<string>; missing: readonly string[] } {
  const folders = new Set<string>();
  const missing: string[] = [];
  const waiting = from.map((name) => ({ name, within: '', needed: true }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, within, needed } = next;
    const folder = foldersAbove(within)
      .map((above) => `${above}node_modules/${name}`)
      .find((path) => path in packages);
    const found = folder === undefined ? undefined : packages[folder];
    if (folder === undefined || found === undefined) {
      if (needed) missing.push(`${name} of ${within || 'the project'}`);
    } else if (!folders.has(folder)) {
      folders.add(folder);
      waiting.push(...wishesOf(found, folder));
    }
  }
  return { folders, missing };
}

function wishesOf(
  { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockEntry,
  within: string,
) {
  const wanted = Object.keys({ ...dependencies, ...optionalDependencies });
  return [
    ...wanted.map((name) => ({ name, within, needed: true })),
    ...Object.keys(peerDependencies).map((name) => ({
      name,
      within,
      needed: peerDependenciesMeta[name]?.optional !== true,
    })),
  ];
}

/** Where Node looks from a folder: `a/node_modules/b/`, `a/`, and the project itself. */
function foldersAbove(folder: string): string[] {
  const parts = folder === '' ? [] : folder.split('/node_modules/').map((part) => part.replace(/^node_modules\//, ''));
  const paths = parts.map(
    (_, index) =>
      `${parts
        .slice(0, index + 1)
        .map((part) => `node_modules/${part}`)
        .join('/')}/`,
  );
  return [...paths.reverse(), ''];
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
const fixture = join(root, 'test/fixtures/throw-away');
const added = ['server/lending', 'client/features/lending'] as const;
const lists = ['server/capabilities.ts', 'client/app/features.ts'] as const;

/** The tree as a clone has it, with the packages and tools of this one, and in it nothing that was built. */
async function cloneTo(clone: string): Promise<void> {
  for (const folder of ['server', 'client', 'scripts', 'templates', 'test/support', 'test/fixtures', 'test/house'])
    await cp(join(root, folder), join(clone, folder), {
      recursive: true,
      filter: (path) => !/\/client\/dist/.test(path),
    });
  for (const file of ['package.json', 'tsconfig.json', '.mocharc.json']) await cp(join(root, file), join(clone, file));
  await symlink(join(root, 'node_modules'), join(clone, 'node_modules'));
  await mkdir(join(clone, 'storage'));
  await symlink(join(root, 'storage/tools'), join(clone, 'storage/tools'));
}

/** Adds the capability: two folders, and in each of the two lists an import and a name. */
async function addLending(clone: string): Promise<void> {
  await cp(join(fixture, 'server'), join(clone, added[0]), { recursive: true });
  await cp(join(fixture, 'client'), join(clone, added[1]), { recursive: true });
  await cp(join(fixture, 'story.ts'), join(clone, 'test/story.test.ts'));
  await change(join(clone, lists[0]), [
    [
      'import { type RegistryNeeds, registry } from',
      "import { lending } from './lending/capability.ts';\nimport { type RegistryNeeds, registry } from",
    ],
    ['  [exchange],', '  [exchange, lending],'],
  ]);
  await change(join(clone, lists[1]), [
    ['import { platform } from', "import { lending } from '../features/lending/feature.ts';\nimport { platform } from"],
    ['exchange, identity,', 'exchange, lending, identity,'],
  ]);
}

async function change(file: string, places: readonly (readonly [before: string, after: string])[]): Promise<void> {
  let text = await readFile(file, 'utf8');
  for (const [before, after] of places) {
    expect(text.split(before), `${before} in ${file}`).to.have.length(2);
    text = text.replace(before, after);
  }
  await writeFile(file, text);
}

/** Has only what is new and the two lists checked: the rest of the tree is looked at by `npm run check`. */
async function checkOnlyWhatIsNew(clone: string): Promise<void> {
  for (const folder of ['server', 'client']) {
    const files = await readdir(join(clone, folder), { recursive: true });
    for (const file of files.filter((name) => /\.tsx?$/.test(name)).map((name) => `${folder}/${name}`)) {
      if (lists.some((list) => list === file) || added.some((one) => file.startsWith(`${one}/`))) continue;
      await writeFile(join(clone, file), `// @ts-nocheck\n${await readFile(join(clone, file), 'utf8')}`);
    }
  }
  const { compilerOptions } = JSON.parse(await readFile(join(clone, 'tsconfig.json'), 'utf8'));
  await writeFile(
    join(clone, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, incremental: false, tsBuildInfoFile: null },
      include: ['client/vite-env.d.ts', ...lists, ...added],
    }),
  );
}

/** What a tool says in the clone; nothing when it is content. */
async function complaints(clone: string, tool: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: clone });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  return code === 0 ? '' : said;
}

describe('a throw-away capability', function () {
  this.timeout(400_000);
  let clone: string;

  before('a clone that has it', async () => {
    clone = await mkdtemp(join(tmpdir(), 'vanban-clone-'));
    await cloneTo(clone);
    await addLending(clone);
  });
  after(() => rm(clone, { recursive: true, force: true }));

  it('runs as two folders and two entries: arrows, server, menu, log in words, due work, work given up', async () => {
    expect(
      await complaints(clone, 'mocha/bin/mocha.js', '--exit', 'test/house/arrows.test.ts', 'test/story.test.ts'),
    ).to.equal('');
  });

  it('compiles, and no more once an event of it has no words', async () => {
    await checkOnlyWhatIsNew(clone);
    expect(await complaints(clone, 'typescript/bin/tsc')).to.equal('');
    await writeFile(join(clone, added[1], 'words.ts'), 'export const events = { vi: {}, en: {} };\n');
    expect(await complaints(clone, 'typescript/bin/tsc')).to.match(/features\.ts.*"file-lent"/);
  });
});

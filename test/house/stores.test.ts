import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { reach, readSources, type Sources } from '../support/arrows.ts';

const root = resolve(import.meta.dirname, '../..');

const overAll = [
  'server/audit/checks/export-log.ts',
  'server/audit/renewal/take-over-log.ts',
  'server/platform/backup/dump-database.ts',
  'server/platform/files/stored-faults.ts',
];

/** Of what a capability adds, commands have the work done; routes they do not load. */
function asCommandsLoad(sources: Sources): Sources {
  return new Map(
    [...sources].map(([file, imports]) => [
      file,
      file.endsWith('/capability.ts') ? imports.filter(({ name }) => name.endsWith('/jobs.ts')) : imports,
    ]),
  );
}

describe('server/stores.ts', () => {
  it('declares the collections of every file that has some', async () => {
    const declared = [...readSources(root, ['server']).keys()].flatMap((file) =>
      [...readFileSync(resolve(root, file), 'utf8').matchAll(/= defineStore[<(][^']*'(\w+)'/g)].map(([, name]) => name),
    );
    const script = [
      "await import('./server/stores.ts');",
      "const { allStores } = await import('./server/platform/database/store.ts');",
      'console.log(JSON.stringify(allStores().map(({ name }) => name)));',
    ];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', '--input-type=module', '--eval', script.join('\n')],
      { cwd: root },
    );
    expect(JSON.parse(stdout)).to.have.members(declared);
    expect(declared.length).to.be.greaterThan(30);
  });

  it('is loaded by every command that goes over all collections, whatever ran before it', () => {
    const sources = asCommandsLoad(readSources(root, ['server', 'scripts']));
    const commands = [...sources.keys()].filter((file) => file.startsWith('scripts/commands/'));
    const goingOverAll = commands.filter((file) => {
      const reached = reach(file, sources);
      return overAll.some((name) => reached.has(name));
    });
    expect(goingOverAll).to.include.members(['backup', 'restore'].map((name) => `scripts/commands/${name}.ts`));
    const direct = (file: string) => (sources.get(file) ?? []).some(({ name }) => name === 'server/stores.ts');
    expect(goingOverAll.filter((file) => !direct(file))).to.deep.equal([]);
  });
});

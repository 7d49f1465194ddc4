import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { expect } from 'chai';
import { reach, readSources } from '../support/arrows.ts';

const root = resolve(import.meta.dirname, '../..');

const overAll = [
  'server/audit/export-log.ts',
  'server/audit/take-over-log.ts',
  'server/platform/backup/dump-database.ts',
  'server/platform/files/stored-faults.ts',
];

describe('server/stores.ts', () => {
  it('declares the collections of every file that has some', () => {
    const sources = readSources(root, ['server']);
    const declaring = [...sources.keys()].filter((file) =>
      /= defineStore[<(]/.test(readFileSync(resolve(root, file), 'utf8')),
    );
    const known = (sources.get('server/stores.ts') ?? []).map(({ name }) => relative('.', name));
    expect(known).to.have.members(declaring);
  });

  it('is loaded by every command that goes over all collections, whatever ran before it', () => {
    const sources = readSources(root, ['server', 'scripts']);
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

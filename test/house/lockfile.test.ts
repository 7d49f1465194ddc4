import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { packagesReached, readLockfile } from '../../scripts/lockfile.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(resolve(root, name), 'utf8');
const asked = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

describe('package-lock.json', () => {
  const lock = readLockfile(read('package-lock.json'));
  const { dependencies, devDependencies } = asked.parse(JSON.parse(read('package.json')));

  it('names every package, also those of other systems, or npm ci refuses it', () => {
    const { folders, missing } = packagesReached(lock, Object.keys({ ...dependencies, ...devDependencies }));
    expect(missing).to.deep.equal([]);
    expect(Object.keys(lock.packages).filter((path) => path !== '')).to.have.members([...folders]);
  });

  it('holds what package.json asks for', () => {
    expect(lock.packages['']).to.deep.include({ dependencies, devDependencies });
  });

  it('tells a package that is nowhere from one that nobody needs', () => {
    const text = {
      packages: {
        'node_modules/a': {
          dependencies: { b: '1', c: '1' },
          peerDependencies: { d: '1' },
          peerDependenciesMeta: { d: { optional: true } },
        },
        'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
        'node_modules/b': {},
      },
    };
    const { folders, missing } = packagesReached(readLockfile(JSON.stringify(text)), ['a']);
    expect([...folders]).to.have.members(['node_modules/a', 'node_modules/a/node_modules/b']);
    expect(missing).to.have.members(['c of node_modules/a', 'c of node_modules/a/node_modules/b']);
  });
});

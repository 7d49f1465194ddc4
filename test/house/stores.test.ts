import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { expect } from 'chai';
import { readSources } from '../support/arrows.ts';

const root = resolve(import.meta.dirname, '../..');

describe('server/stores.ts', () => {
  it('declares the collections of every file that has some', () => {
    const sources = readSources(root, ['server']);
    const declaring = [...sources.keys()].filter((file) =>
      /= defineStore[<(]/.test(readFileSync(resolve(root, file), 'utf8')),
    );
    const known = (sources.get('server/stores.ts') ?? []).map(({ name }) => relative('.', name));
    expect(known).to.have.members(declaring);
  });
});

import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { z } from 'zod';

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

describe('the scripts of package.json', () => {
  it('end as the program they run, so that a signal to npm reaches it', async () => {
    const { scripts } = manifest.parse(
      JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')),
    );
    const installing = Object.entries(scripts).filter(([name]) => name.startsWith('pre'));
    expect(new Set(installing.map(([, words]) => words.split(' ').slice(0, 2).join(' ')))).to.deep.equal(
      new Set(['node scripts/ensure.mjs']),
    );
    const others = Object.entries(scripts).filter(([name]) => !name.startsWith('pre'));
    expect(others.filter(([, words]) => !/(^|&& |^\w+=1 )exec (node|mocha|biome) [^&;|]+$/.test(words))).to.deep.equal(
      [],
    );
  });
});

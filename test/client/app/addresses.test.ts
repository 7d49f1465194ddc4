import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { addresses } from '../../../client/app/addresses.ts';

describe('the addresses of the pages', () => {
  it('are exactly those the router shows, so that every page also opens by its address', async () => {
    const router = await readFile(new URL('../../../client/app/router.tsx', import.meta.url), 'utf8');
    const shown = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path.replace(/\$([a-z]+)/gi, ':$1'));
    expect([...addresses].sort()).to.deep.equal(shown.sort());
  });
});

import { readFile } from 'node:fs/promises';
import { expect } from 'chai';

async function textOf(path: string): Promise<string> {
  return await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
}

describe('the addresses of the pages', () => {
  it('are answered by the server exactly as the router shows them, so that every page also opens by its address', async () => {
    const router = await textOf('client/app/router.tsx');
    const shown = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path.replace(/\$([a-z]+)/gi, ':$1'));
    const [, list = ''] = /const pages = \[([^\]]+)\]/.exec(await textOf('server/application.ts')) ?? [];
    const answered = [...list.matchAll(/'([^']+)'/g)].map(([, path]) => path);
    expect(answered.sort()).to.deep.equal(shown.sort());
  });
});

import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { allPages } from '../../../server/capabilities.ts';

const root = new URL('../../../', import.meta.url);

/** The constants of pages that the router imports, by name. */
async function constantsIn(router: string): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const imports = [...router.matchAll(/import \{ (\w+Pages) \} from '\.\.\/\.\.\/(server\/\w+\/pages\.ts)'/g)];
  const known = imports.map(async ([, name = '', file = '']) => {
    const { [name]: pages } = await import(new URL(file, root).href);
    return [name, pages] as const;
  });
  return new Map(await Promise.all(known));
}

describe('the addresses of the pages', () => {
  it('are answered by the server exactly as the router shows them, so that every page also opens by its address', async () => {
    const router = await readFile(new URL('client/app/router.tsx', root), 'utf8');
    const constants = await constantsIn(router);
    const named = [...router.matchAll(/\bpath: ([^,]+),/g)].map(([, path = '']) => path.split('.'));
    const shown = named.map(([pages = '', page = '']) => constants.get(pages)?.[page]);
    expect(shown).to.include.members(['/', '/van-ban-di/$id/ky']);
    expect([...allPages].sort()).to.deep.equal(shown.sort());
  });
});

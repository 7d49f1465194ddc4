import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { allGrants } from '../../server/capabilities.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { isGranted, useGrants } from '../../server/identity/grants-in-use.ts';
import { roles } from '../../server/platform/actor.ts';
import type { Contract, Right } from '../../server/platform/api/contract.ts';
import type { grants } from '../../server/registry/permissions.ts';

const server = join(import.meta.dirname, '../../server');

async function filesNamed(name: RegExp): Promise<string[]> {
  return (await readdir(server, { recursive: true })).filter((file) => name.test(file));
}

/** All contracts of the tree, whether composed yet or not. */
async function allContracts(): Promise<Contract<Right>[]> {
  const files = await filesNamed(/[/\\](\w+-)?contract\.ts$/);
  const modules = await Promise.all(
    files.filter((file) => file !== join('platform', 'api', 'contract.ts')).map((file) => import(join(server, file))),
  );
  return modules.flatMap((module) =>
    Object.entries<Contract<Right>>(module).flatMap(([name, value]) => (name.endsWith('Contract') ? [value] : [])),
  );
}

describe('permissions', () => {
  before(() => useGrants(allGrants));

  it('of all contracts are granted to some role', async () => {
    const contracts = await allContracts();
    expect(contracts.map((contract) => Object.keys(contract))).to.deep.include(Object.keys(identityContract));
    const asked = contracts.flatMap((contract) => Object.values(contract).map(({ permission }) => permission));
    const rights = asked.filter((permission) => permission.includes('.'));
    expect(rights).to.include.members(['identity.administer', 'registry.number']);
    expect(rights.filter((right) => !isGranted(roles, right))).to.deep.equal([]);
  });

  it('that no role is granted do not compile', async () => {
    const burn = {
      burn: { method: 'post', path: '/burn', summary: 'Burn', permission: 'registry.burn', response: 'file' },
    } as const;
    // @ts-expect-error nobody is granted registry.burn
    burn satisfies Contract<keyof typeof grants>;
    // Nor does a contract that says of no rights that it may ask for them, or of all.
    const said = await Promise.all(
      (await filesNamed(/contract\.ts$/)).map(async (file) =>
        [...(await readFile(join(server, file), 'utf8')).matchAll(/satisfies Contract<([^>]*)>/g)].map(([, of]) => of),
      ),
    );
    const named = /^(never|keyof typeof \w+( \| keyof typeof \w+)*)$/;
    expect(said.flat().filter((of = '') => !named.test(of))).to.deep.equal([]);
    expect(said.flat()).to.have.length(await allContracts().then(({ length }) => length));
    expect(isGranted(roles, burn.burn.permission)).to.equal(false);
  });

  it('bear the name of who grants them, so that no two grant the same', async () => {
    const files = await filesNamed(/^[\w-]+[/\\]permissions\.ts$/);
    const modules = await Promise.all(files.map((file) => import(join(server, file))));
    expect(allGrants).to.have.members(modules.map((module) => module.grants));
    const owners = allGrants.map((one) => [...new Set(Object.keys(one).map((right) => right.split('.')[0]))]);
    expect(owners.flat().sort()).to.deep.equal(files.map((file) => file.split(/[/\\]/)[0]).sort());
  });

  it('come with any one of the position’s roles', () => {
    expect(isGranted(['specialist', 'clerk'], 'registry.number')).to.equal(true);
    expect(isGranted(['specialist', 'leader'], 'registry.number')).to.equal(false);
    expect(isGranted(['administrator'], 'toString')).to.equal(false);
  });
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { identityContract } from '../../server/identity/contract.ts';
import { assertPermissionsKnown, grants } from '../../server/identity/permissions.ts';
import type { Contract } from '../../server/platform/api/contract.ts';

const server = join(import.meta.dirname, '../../server');

/** All contracts of the tree, whether composed yet or not. */
async function allContracts(): Promise<Contract[]> {
  const files = (await readdir(server, { recursive: true })).filter((file) => /[/\\](\w+-)?contract\.ts$/.test(file));
  const modules = await Promise.all(
    files.filter((file) => file !== join('platform', 'api', 'contract.ts')).map((file) => import(join(server, file))),
  );
  return modules.flatMap((module) =>
    Object.entries<Contract>(module).flatMap(([name, value]) => (name.endsWith('Contract') ? [value] : [])),
  );
}

describe('permissions', () => {
  it('of all contracts are granted to some role', async () => {
    const contracts = await allContracts();
    expect(contracts.map((contract) => Object.keys(contract))).to.deep.include(Object.keys(identityContract));
    assertPermissionsKnown(contracts);
  });

  it('that no role grants stop the start', () => {
    const contract: Contract = {
      burn: { method: 'post', path: '/burn', summary: 'Burn', permission: 'registry.burn', response: 'file' },
    };
    expect(() => assertPermissionsKnown([contract])).to.throw('registry.burn');
  });

  it('come with any one of the position’s roles', () => {
    expect(grants(['specialist', 'clerk'], 'registry.number')).to.equal(true);
    expect(grants(['specialist', 'leader'], 'registry.number')).to.equal(false);
    expect(grants(['administrator'], 'toString')).to.equal(false);
  });
});

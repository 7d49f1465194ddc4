import { expect } from 'chai';
import { z } from 'zod';
import { addressOf } from '../../../client/api/client.ts';
import { contracts } from '../../../server/application.ts';
import type { Endpoint } from '../../../server/platform/api/contract.ts';

const endpoints = Object.values(contracts).flatMap((contract) => Object.entries<Endpoint>(contract));
const receipt = {
  method: 'get',
  path: '/deliveries/:deliveryId/receipts/:sha256',
  summary: 'Read a receipt',
  permission: 'signed-in',
  params: z.object({ deliveryId: z.string(), sha256: z.string() }),
  response: 'file',
} as const satisfies Endpoint;

describe('the address of an endpoint', () => {
  it('has the value of each parameter where its contract names it, whatever the name and the value', () => {
    for (const [name, endpoint] of endpoints) {
      const names = Object.keys(endpoint.params?.shape ?? {});
      const params = Object.fromEntries(names.map((parameter) => [parameter, `${parameter} = 7/BC?#&ư`]));
      const parts = addressOf(endpoint, { params }).split('/');
      const expected = ['', 'api', ...endpoint.path.split('/').slice(1)].map((part) =>
        part.startsWith(':') ? encodeURIComponent(params[part.slice(1)] ?? 'a parameter without its schema') : part,
      );
      expect(parts, name).to.deep.equal(expected);
    }
  });

  it('is not made up when a parameter is missing', () => {
    const call = { params: { deliveryId: 'd' } };
    // @ts-expect-error a link without its parameter does not compile either
    expect(() => addressOf(receipt, call)).to.throw(':sha256');
    // @ts-expect-error nor one without any
    expect(() => addressOf(receipt)).to.throw(':deliveryId');
    // @ts-expect-error nor one with a name the contract does not have
    expect(() => addressOf(receipt, { params: { deliveryId: 'd', sha: 'a' } })).to.throw(':sha256');
  });
});

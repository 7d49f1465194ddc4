import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { systemActor } from '../../../server/platform/actor.ts';
import type { Transaction } from '../../../server/platform/ledger/transaction.ts';
import { refuseUnknown } from '../../../server/registry/outgoing/refuse-unknown.ts';
import { refusalOf } from '../../support/identity.ts';

/** Five hundred agencies of the directory, as a draft names them. */
const recipients = Array.from({ length: 500 }, (_, index) => ({
  ...{ agencyId: `${index}`, name: `Ủy ban nhân dân xã ${index}`, paperCopies: 0, paperReason: null },
}));

describe('recipients that a draft names', () => {
  it('are looked up all at the same moment, which the act asks for as one; the first that is unknown is named', async () => {
    const asked: (() => void)[] = [];
    const find = (_store: unknown, { id }: { readonly id: string }) =>
      new Promise((resolve) => asked.push(() => resolve({ active: !['7', '9'].includes(id) })));
    const tx = { actor: systemActor('snv'), find } as unknown as Transaction;
    const refusal = refusalOf(refuseUnknown(tx, recipients));
    await setImmediate();
    expect(asked).to.have.length(recipients.length);
    for (const answer of asked.toReversed()) answer();
    const { details } = await refusal;
    expect(JSON.stringify(details)).to.include('recipients/7').and.include('unknown-agency');
  });
});

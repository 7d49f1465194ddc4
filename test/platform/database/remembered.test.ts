import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { agencies } from '../../../server/identity/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readKnown, remembered, rememberRows } from '../../../server/platform/database/remembered.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { anAgency, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('what is remembered for a moment', () => {
  useFreshDatabase();
  useAuditedLedger();
  let asked = 0;
  const count = remembered(
    [agencies],
    (name: string) => name,
    async (name) => `${name} ${++asked}`,
  );

  afterEach(() => {
    rememberRows(0);
    asked = 0;
  });

  it('is asked each time where nothing is to be remembered', async () => {
    expect([await count('a'), await count('a')]).to.deep.equal(['a 1', 'a 2']);
  });

  it('is asked once for each question, until its time is over', async () => {
    rememberRows(60_000);
    expect([await count('b'), await count('b'), await count('c')]).to.deep.equal(['b 1', 'b 1', 'c 2']);
    rememberRows(1);
    expect(await count('d')).to.equal('d 3');
    await wait(5);
    expect(await count('d')).to.equal('d 4');
  });

  it('is asked again at once after an act of this process has written to its store', async () => {
    rememberRows(60_000);
    const { id } = await anAgency();
    expect(await readKnown(agencies, { _id: id })).to.include({ version: 1 });
    await inTransaction(systemActor(id), async (tx) => {
      tx.change(agencies, await tx.load(agencies, id), { active: false });
    });
    expect(await readKnown(agencies, { _id: id })).to.include({ version: 2, active: false });
  });

  it('is asked again after it could not be had', async () => {
    rememberRows(60_000);
    const answers = [Promise.reject(new Error('away')), Promise.resolve('there')];
    const ask = remembered(
      [agencies],
      () => '',
      () => answers.shift() ?? Promise.resolve('gone'),
    );
    await ask('').then(expect.fail, (error: Error) => expect(error.message).to.equal('away'));
    expect(await ask('')).to.equal('there');
  });
});

import { expect } from 'chai';
import { readById } from '../../../server/platform/database/rows-by-id.ts';
import { defineStore, type Row, readAll, readOne } from '../../../server/platform/database/store.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

interface Account extends Row {
  readonly name: string;
}
const accounts = defineStore<Account>('rowsByIdTestAccounts', { name: String });

describe('a row read by its id', () => {
  const lan = { id: 'a', version: 1, name: 'Lan' };
  useFreshDatabase({ each: true });
  beforeEach(async () => {
    await accounts.model.create([
      { _id: 'a', version: 1, name: 'Lan' },
      { _id: 'b', version: 1, name: 'Minh' },
    ]);
  });

  it('is everybody’s own when many ask at once, and nobody’s when there is none', async () => {
    const read = await Promise.all(['a', 'b', 'nobody', 'a', 'b'].map((id) => readById(accounts, id)));
    expect(read.map((row) => row?.name)).to.deep.equal(['Lan', 'Minh', undefined, 'Lan', 'Minh']);
    expect(read[0]).to.deep.equal(lan);
  });

  it('is as it is when asked for, also while an earlier question is on its way', async () => {
    const earlier = readById(accounts, 'a');
    await accounts.model.updateOne({ _id: 'a' }, { $set: { name: 'Hoa' }, $inc: { version: 1 } });
    expect((await readById(accounts, 'a'))?.name).to.equal('Hoa');
    expect((await earlier)?.id).to.equal('a');
  });

  it('is asked for with other values beside, and with them alone, by many at once', async () => {
    const ofName = ['a', 'b'].map((_id) => readOne(accounts, { _id, name: 'Lan' }));
    expect(await Promise.all(ofName)).to.deep.equal([lan, undefined]);
    const all = [1, 2].map(() => readAll(accounts, { name: 'Lan' }));
    expect(await Promise.all(all)).to.deep.equal([[lan], [lan]]);
  });
});

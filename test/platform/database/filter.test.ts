import { expect } from 'chai';
import mongoose from 'mongoose';
import { systemActor } from '../../../server/platform/actor.ts';
import { readPage } from '../../../server/platform/database/paging.ts';
import { countRows, readAll, readOne } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { firstPage, parcels } from './misspelt-filters.ts';

const { trusted } = mongoose;

/** What the compiler lets pass; each of them also finds the row below. */
const right = {
  byField: () => readAll(parcels, { weight: 3, labels: 'fragile' }, { sort: { 'state.since': 1, _id: -1 } }),
  byId: () => readAll(parcels, { _id: trusted({ $in: ['a', 'b'] }) }),
  intoAlternatives: () => readAll(parcels, { 'state.status': 'lost', 'state.report.place': /^Hue/ }),
  intoItems: () => readAll(parcels, { 'stamps.value': trusted({ $gte: 5 }), 'stamps.of': 'Hue' }),
  itemsAsWhole: () => readAll(parcels, { stamps: trusted({ $elemMatch: { value: 5, of: 'Hue' } }) }),
  withoutNote: () => readAll(parcels, { note: null, $or: [{ weight: 1 }, { 'state.status': trusted({ $ne: 'x' }) }] }),
  inPages: async () => (await readPage(parcels, ['sentAt'], { weight: 3 }, 'sentAt', firstPage)).items,
  one: async () => [await readOne(parcels, { 'state.report.place': 'Hue' })],
  inActs: () => inTransaction(systemActor('snv'), (tx) => tx.list(parcels, { weight: 3, 'stamps.of': 'Hue' })),
};

describe('a filter', () => {
  useFreshDatabase();
  useAuditedLedger();

  it('reaches every field that a row has, into unions and items, and no other compiles', async () => {
    const parcel = {
      ...{ id: 'a', weight: 3, sentAt: new Date('2026-03-02T01:00:00Z'), labels: ['fragile', 'gift'] },
      state: { status: 'lost', report: { place: 'Hue' } },
      stamps: [
        { value: 1, of: ['Vinh'] },
        { value: 5, of: ['Hue', 'Vinh'] },
      ],
    } as const;
    await inTransaction(systemActor('snv'), async (tx) => tx.insert(parcels, parcel));
    for (const [name, read] of Object.entries(right)) {
      expect(
        (await read()).map((found) => found?.id),
        name,
      ).to.deep.equal(['a']);
    }
    expect(await countRows(parcels, { 'state.report.place': 'Hue' })).to.equal(1);
  });
});

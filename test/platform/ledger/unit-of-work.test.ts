import { expect } from 'chai';
import mongoose from 'mongoose';
import { systemActor } from '../../../server/platform/actor.ts';
import { defineStore, type Row, readAll, readOne } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { type ActOfGroup, GroupOfActs, StaleRead } from '../../../server/platform/ledger/unit-of-work.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

interface Thing extends Row {
  readonly colour: string;
  readonly owner?: { readonly id: string };
  readonly note?: string;
}
const things = defineStore<Thing>('unitTestThings', { colour: String, owner: Object, note: String });

describe('unit of work', () => {
  useFreshDatabase({ each: true });

  async function inGroup(work: (group: GroupOfActs) => Promise<void>): Promise<void> {
    const session = await mongoose.connection.startSession();
    await session
      .withTransaction(async () => {
        const group = new GroupOfActs(session, async () => new Date());
        await work(group);
        await group.flush();
      })
      .finally(() => session.endSession());
  }

  async function perform(group: GroupOfActs, act: (tx: ActOfGroup) => Promise<void>): Promise<void> {
    const tx = group.begin(systemActor('snv'));
    await act(tx);
    group.keep(tx);
  }

  it('gives the same row however often it is read', async () => {
    await things.model.create({ _id: 'a', version: 1, colour: 'red' });
    await inGroup((group) =>
      perform(group, async (tx) => {
        expect(await tx.load(things, 'a')).to.equal(await tx.find(things, { colour: 'red' }));
      }),
    );
  });

  it('finds what earlier acts of the group inserted and changed, by field and by id', async () => {
    await things.model.create({ _id: 'a', version: 1, colour: 'red' });
    await inGroup(async (group) => {
      await perform(group, async (tx) => {
        tx.insert(things, { id: 'b', colour: 'blue', owner: { id: 'lan' } });
        tx.change(things, await tx.load(things, 'a'), { colour: 'green' });
      });
      await perform(group, async (tx) => {
        expect((await tx.load(things, 'b')).colour).to.equal('blue');
        expect((await tx.find(things, { 'owner.id': 'lan' }))?.id).to.equal('b');
        expect(await tx.find(things, { id: 'a', colour: 'red' })).to.equal(undefined);
        expect((await tx.list(things, { colour: 'green' })).map(({ id }) => id)).to.deep.equal(['a']);
      });
    });
    expect((await readAll(things, {})).map(({ colour }) => colour)).to.have.members(['green', 'blue']);
  });

  it('forgets what an act wrote that was not kept', async () => {
    await inGroup(async (group) => {
      const dropped = group.begin(systemActor('snv'));
      dropped.insert(things, { id: 'x', colour: 'black' });
      await perform(group, async (tx) => {
        expect(await tx.find(things, { id: 'x' })).to.equal(undefined);
      });
    });
    expect(await readAll(things, {})).to.deep.equal([]);
  });

  it('shows acts beside each other what either wrote, and knows whose it is', async () => {
    await inGroup((group) =>
      perform(group, async (tx) => {
        tx.setNow(new Date());
        const other = await tx.beside(systemActor('stc'));
        const made = tx.insert(things, { id: 'a', colour: 'red' });
        other.insert(things, { id: 'b', colour: 'blue' });
        expect(await other.load(things, 'a')).to.equal(made);
        expect((await tx.list(things, {})).map(({ id }) => id)).to.have.members(['a', 'b']);
        expect([tx, other].map(({ written }) => written.map(({ row }) => row.id))).to.deep.equal([['a'], ['b']]);
      }),
    );
    expect((await readAll(things, {})).map(({ colour }) => colour)).to.have.members(['red', 'blue']);
  });

  it('refuses to change a row as it was before the last change', async () => {
    await inGroup((group) =>
      perform(group, async (tx) => {
        const made = tx.insert(things, { colour: 'red' });
        tx.change(things, made, { colour: 'green' });
        expect(() => tx.change(things, made, { note: 'lost update' })).to.throw('read last');
      }),
    );
  });

  it('raises the version with each change and removes fields that become undefined', async () => {
    await things.model.create({ _id: 'a', version: 4, colour: 'red', note: 'old' });
    await inGroup((group) =>
      perform(group, async (tx) => {
        tx.change(things, await tx.load(things, 'a'), { note: undefined });
      }),
    );
    expect(await readOne(things, { _id: 'a' })).to.deep.equal({ id: 'a', version: 5, colour: 'red' });
  });

  it('notices at the flush that a row was changed by somebody else', async () => {
    await things.model.create({ _id: 'a', version: 1, colour: 'red' });
    const session = await mongoose.connection.startSession();
    const group = new GroupOfActs(session, async () => new Date());
    await perform(group, async (tx) => {
      tx.change(things, await tx.load(things, 'a'), { colour: 'green' });
    });
    await things.model.updateOne({ _id: 'a' }, { $set: { version: 2 } });
    expect(await group.flush().catch((error: unknown) => error)).to.be.instanceOf(StaleRead);
    await session.endSession();
  });

  it('refuses a missing id with the common 404', async () => {
    await inGroup((group) =>
      perform(group, async (tx) => {
        const refusal = await tx.load(things, 'nobody').catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(DomainError).with.property('code', 'not-found');
      }),
    );
  });
});

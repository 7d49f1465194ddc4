import { expect } from 'chai';
import { historyOfDocument, readLog } from '../../server/audit/queries.ts';
import { record, recordSoon } from '../../server/audit/record.ts';
import { auditEntries, logHeads } from '../../server/audit/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { aClerk, aLeader, entriesOf, eventsOf, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const everything = { seesDocuments: true, nameSubjects: async () => [] };

describe('the log', () => {
  let clock = new Date('2026-11-22T02:00:00Z');
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => clock });
  beforeEach(() => {
    clock = new Date('2026-11-22T02:00:00Z');
  });

  it('numbers the events of an agency from 0 without gaps, several to an act too', async () => {
    await inTransaction(aClerk(), async (tx) => {
      record(tx, { type: 'unit-created', unitId: 'u1' });
      record(tx, { type: 'unit-created', unitId: 'u2' });
    });
    await recordSoon(aClerk(), { type: 'signed-in' });
    expect((await entriesOf('so-noi-vu')).map(({ sequence, type }) => [sequence, type])).to.deep.equal([
      [0, 'unit-created'],
      [1, 'unit-created'],
      [2, 'signed-in'],
    ]);
    expect(await readOne(logHeads, { _id: 'so-noi-vu' })).to.include({ size: 3 });
  });

  it('keeps a log for each agency', async () => {
    await recordSoon(aClerk(), { type: 'signed-in' });
    await recordSoon(aClerk({ agencyId: 'so-tai-chinh' }), { type: 'signed-out' });
    expect((await entriesOf('so-tai-chinh')).map(({ sequence }) => sequence)).to.deep.equal([0]);
  });

  it('keeps what two agencies do in one act in the log of each, or in none, and not before what either holds', async () => {
    const other = aClerk({ agencyId: 'so-tai-chinh' });
    clock = new Date('2026-11-22T03:00:00Z');
    await recordSoon(other, { type: 'signed-in' });
    clock = new Date('2026-11-22T02:00:00Z');
    const both = (refused: boolean) =>
      inTransaction(aClerk(), async (tx) => {
        record(tx, { type: 'unit-created', unitId: 'u1' });
        record(await tx.beside(other), { type: 'unit-created', unitId: 'u2' });
        if (refused) throw new DomainError('conflict', 'changed-my-mind', 'No');
      });
    expect(await refusalOf(both(true))).to.include({ code: 'changed-my-mind' });
    await both(false);
    const told = async (log: string) => (await entriesOf(log)).map(({ at, event }) => [at.toISOString(), event]);
    expect(await told('so-noi-vu')).to.deep.equal([
      ['2026-11-22T02:00:00.000Z', { type: 'unit-created', unitId: 'u1' }],
    ]);
    expect(await told('so-tai-chinh')).to.deep.equal([
      ['2026-11-22T03:00:00.000Z', { type: 'signed-in' }],
      ['2026-11-22T03:00:00.000Z', { type: 'unit-created', unitId: 'u2' }],
    ]);
  });

  it('numbers without gaps when many record at once', async () => {
    await Promise.all(Array.from({ length: 40 }, () => recordSoon(aClerk(), { type: 'signed-in' })));
    const sequences = (await entriesOf('so-noi-vu')).map(({ sequence }) => sequence);
    expect(sequences).to.deep.equal(Array.from({ length: 40 }, (_, index) => index));
  });

  it('keeps who acted as they were called then, and the request', async () => {
    const actor = aLeader({ request: { requestId: 'r-1' } });
    await recordSoon(actor, { type: 'document-viewed', documentId: 'd1' });
    const [entry] = await entriesOf('so-noi-vu');
    expect(entry).to.deep.include({
      personId: actor.personId,
      positionId: actor.positionId,
      name: 'Trần Văn Bình',
      title: 'Giám đốc',
      requestId: 'r-1',
      documentId: 'd1',
      at: clock,
      event: { type: 'document-viewed', documentId: 'd1' },
    });
  });

  it('leaves no trace of an act that was refused', async () => {
    const act = inTransaction(aClerk(), async (tx) => {
      record(tx, { type: 'unit-created', unitId: 'u1' });
      throw new DomainError('conflict', 'changed-my-mind', 'No');
    });
    expect(await refusalOf(act)).to.include({ code: 'changed-my-mind' });
    expect(await eventsOf('so-noi-vu')).to.deep.equal([]);
  });

  it('never goes back in time, however the clock jumps', async () => {
    await recordSoon(aClerk(), { type: 'signed-in' });
    clock = new Date('2026-11-22T00:00:00Z');
    await recordSoon(aClerk(), { type: 'signed-out' });
    const times = (await entriesOf('so-noi-vu')).map(({ at }) => at.toISOString());
    expect(times).to.deep.equal(['2026-11-22T02:00:00.000Z', '2026-11-22T02:00:00.000Z']);
  });

  it('does not take the idempotency key of the request it stands beside', async () => {
    const idempotency = { key: 'k-12345678', endpoint: 'GET /x', bodyHash: 'h' };
    const actor = aClerk({ request: { requestId: 'r-1', idempotency } });
    await recordSoon(actor, { type: 'signed-in' });
    await recordSoon(actor, { type: 'signed-out' });
    expect(await eventsOf('so-noi-vu')).to.have.length(2);
  });

  it('refuses a second entry in the same place', async () => {
    await recordSoon(aClerk(), { type: 'signed-in' });
    const [entry] = await entriesOf('so-noi-vu');
    const { id, ...fields } = { ...entry };
    const failure = await auditEntries.model.create({ _id: `${id}-2`, ...fields }).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 11000);
  });

  it('tells the history of a document and of an arrival, within the agency only', async () => {
    await recordSoon(aClerk(), { type: 'document-viewed', documentId: 'd1' });
    await recordSoon(aClerk(), { type: 'arrival-viewed', arrivalId: 'a1' });
    await recordSoon(aClerk({ agencyId: 'so-tai-chinh' }), { type: 'document-viewed', documentId: 'd1' });
    expect((await historyOfDocument('d1', 'so-noi-vu')).map(({ type }) => type)).to.deep.equal(['document-viewed']);
    const withArrival = await historyOfDocument('d1', 'so-noi-vu', 'a1');
    expect(withArrival.map(({ type }) => type)).to.have.members(['document-viewed', 'arrival-viewed']);
    expect(await historyOfDocument('d1', 'so-y-te')).to.deep.equal([]);
  });

  it('is read newest first, in parts, by type', async () => {
    for (let index = 0; index < 60; index += 1) {
      await recordSoon(aClerk(), { type: index % 2 === 0 ? 'signed-in' : 'signed-out' });
    }
    const first = await readLog('so-noi-vu', {}, everything);
    expect(first.items.map(({ sequence }) => sequence)).to.deep.equal(Array.from({ length: 50 }, (_, at) => 59 - at));
    const second = await readLog('so-noi-vu', { before: first.next ?? '' }, everything);
    expect(second.items.map(({ sequence }) => sequence)).to.deep.equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(second.next).to.equal(null);
    const signedOut = await readLog('so-noi-vu', { type: 'signed-out' }, everything);
    expect(signedOut.items).to.have.length(30);
    const few = await readLog('so-noi-vu', { before: first.next ?? '', limit: 3 }, everything);
    expect(few.items.map(({ sequence }) => sequence)).to.deep.equal([9, 8, 7]);
    expect(few.next).to.equal('7');
  });
});

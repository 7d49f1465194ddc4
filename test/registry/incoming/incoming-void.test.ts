import { expect } from 'chai';
import type { Actor } from '../../../server/platform/actor.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { readBooks } from '../../../server/registry/books/book-queries.ts';
import { closeRegister } from '../../../server/registry/books/close-register.ts';
import { keepIncoming } from '../../../server/registry/incoming/keep-incoming.ts';
import { findDuplicates, listIncoming, readIncoming } from '../../../server/registry/incoming/queries.ts';
import { recallIncoming } from '../../../server/registry/incoming/recall-incoming.ts';
import { registerIncoming } from '../../../server/registry/incoming/register-document.ts';
import { requestVoidIncoming } from '../../../server/registry/incoming/request-void-incoming.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { voidIncoming } from '../../../server/registry/incoming/void-incoming.ts';
import { registers } from '../../../server/registry/registers/store.ts';
import { presentDocument } from '../../../server/routing/present-document.ts';
import { dueItems } from '../../../server/statistics/due-work-queries.ts';
import { aClerk, aLeader, eventsOf, refusalOf, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { toRegister } from '../../support/registry.ts';

describe('an incoming number that counts no longer', () => {
  let clock: Date;
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => clock });
  beforeEach(() => {
    clock = new Date('2026-11-22T02:00:00Z');
  });
  const clerk = aClerk();
  const leader = aLeader();
  const reason = 'Đăng ký nhầm tệp';
  const register = (over: Parameters<typeof toRegister>[0] = {}) =>
    inTransaction(clerk, (tx) => registerIncoming(tx, toRegister(over)));
  const request = (documentId: string, version = 1, actor: Actor = clerk) =>
    inTransaction(actor, (tx) => requestVoidIncoming(tx, { documentId, version, reason }));
  const agree = (documentId: string, version: number, actor: Actor = leader) =>
    inTransaction(actor, (tx) => voidIncoming(tx, { documentId, version }));
  const keep = (documentId: string, version: number, actor: Actor = leader) =>
    inTransaction(actor, (tx) => keepIncoming(tx, { documentId, version, reason: 'Vẫn đúng' }));
  const duties = async (actor: Actor) => (await dueItems(actor, clock)).map(({ kind, action }) => `${kind} ${action}`);

  it('is voided by two: one asks with a reason, another agrees, and the row stays', async () => {
    const { id, registerId } = await register();
    const asked = await request(id);
    expect(asked).to.include({ state: 'void-asked', version: 2 });
    const inAnotherPosition: Actor = { ...clerk, positionId: 'another', roles: ['leader'] };
    expect((await refusalOf(agree(id, 2, inAnotherPosition))).code).to.equal('not-yours');
    const voided = await agree(id, 2);
    expect(voided).to.deep.include({ state: 'voided', number: 1 });
    expect(voided.voided).to.deep.equal({
      at: clock,
      by: { personId: leader.personId, positionId: leader.positionId, name: leader.name },
    });
    expect((await eventsOf(clerk.agencyId)).slice(-2)).to.deep.equal([
      { type: 'void-requested', documentId: id, registerId, number: 1, reason },
      { type: 'number-voided', documentId: id, registerId, number: 1, reason, requestedBy: clerk.personId },
    ]);
    expect((await register()).number).to.equal(2);
    const back = { way: 'recalled', reason: 'Gửi nhầm', by: 'Nơi gửi', toTell: [clerk.positionId] } as const;
    await inTransaction(clerk, async (tx) => recallIncoming(tx, await tx.load(incomingDocuments, id), back));
    expect(await readIncoming(clerk, id), 'its sender takes nothing back of it').to.include({ state: 'voided' });
  });

  it('waits in the due work of whoever may decide, and nobody handles it meanwhile', async () => {
    const { id } = await register();
    expect(await duties(clerk)).to.deep.equal(['incoming present']);
    await request(id);
    expect(await duties(clerk)).to.deep.equal([]);
    expect(await duties(leader)).to.deep.equal(['incoming-void decide-void']);
    const present = inTransaction(clerk, (tx) =>
      presentDocument(tx, { documentId: id, leaderPositionId: leader.positionId, proposal: null }),
    );
    expect((await refusalOf(present)).code).to.equal('wrong-state');
    const { voidRequests } = await readBooks(clerk, 2026);
    expect(voidRequests).to.deep.include({
      kind: 'incoming',
      documentId: id,
      registerId: (await readIncoming(clerk, id)).registerId,
      code: '1',
      reason,
      at: clock.toISOString(),
      by: clerk.name,
    });
    await keep(id, 2);
    const kept = await readIncoming(clerk, id);
    expect(kept.state).to.equal('registered');
    expect(kept.voidRequest).to.equal(undefined);
    expect(await duties(clerk)).to.deep.equal(['incoming present']);
  });

  it('is taken back by the one who asked', async () => {
    const { id } = await register();
    await request(id);
    expect(await keep(id, 2, clerk)).to.include({ state: 'registered' });
  });

  it('is not asked for by a leader, of a document that was passed on, or of one whose sender holds a receipt', async () => {
    const { id } = await register();
    expect((await refusalOf(request(id, 1, leader))).code).to.equal('not-yours');
    expect((await refusalOf(request(id, 7))).code).to.equal('version-changed');
    const arrived = await register({ origin: { source: 'exchange', arrivalId: 'a1', verdict: 'valid' } });
    expect((await refusalOf(request(arrived.id))).code).to.equal('not-yours');
    await request(id);
    expect((await refusalOf(request(id, 2))).code).to.equal('wrong-state');
    await agree(id, 2);
    expect((await refusalOf(agree(id, 3))).code).to.equal('wrong-state');
    expect((await refusalOf(keep(id, 3))).code).to.equal('wrong-state');
  });

  it('lets the document be registered again, and stands in no list of what is open', async () => {
    const { id, mainSha256 } = await register({ codeNumber: '5', codeNotation: 'STC-VP' });
    const { files } = await readIncoming(clerk, id);
    const again = { codeNumber: '5', codeNotation: 'STC-VP', files, duplicateReason: null };
    expect((await refusalOf(register(again))).code).to.equal('possible-duplicate');
    await request(id);
    expect((await refusalOf(register(again))).code).to.equal('possible-duplicate');
    await agree(id, 2);
    expect(await findDuplicates(clerk, { sha256: mainSha256 }, clock)).to.deep.equal([]);
    expect((await register(again)).number).to.equal(2);
    const open = await listIncoming(clerk, { open: 'true', limit: 20 });
    expect(open.items.map(({ arrivalNumber }) => arrivalNumber)).to.deep.equal([2]);
    const all = await listIncoming(clerk, { limit: 20 });
    expect(all.items.map(({ state }) => state)).to.deep.equal(['registered', 'voided']);
  });

  it('is stated when the book is closed, which waits for the second person', async () => {
    const { id, registerId } = await register();
    await register();
    await request(id);
    clock = new Date('2027-01-04T02:00:00Z');
    const close = () =>
      inTransaction(clerk, async (tx) => {
        const { version } = await tx.load(registers, registerId);
        return await closeRegister(tx, { registerId, version });
      });
    expect((await refusalOf(close())).code).to.equal('register-unfinished');
    await agree(id, 2);
    const closed = await close();
    expect(closed.closing).to.deep.include({ count: 2, first: 1, last: 2, voided: [1] });
    expect((await readBooks(clerk, 2027, 2026)).books[0]?.voided).to.deep.equal([
      { number: 1, reason, names: [clerk.name, leader.name] },
    ]);
  });
});

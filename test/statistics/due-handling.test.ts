import { expect } from 'chai';
import type { Actor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { allowedActs, type IncomingDocument } from '../../server/registry/incoming/incoming-document.ts';
import { incomingSummary, readIncoming } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { finishAssignment } from '../../server/routing/finish-assignment.ts';
import { type GiveDirective, giveDirective } from '../../server/routing/give-directive.ts';
import { presentDocument } from '../../server/routing/present-document.ts';
import { readHandling } from '../../server/routing/queries.ts';
import { startAssignment } from '../../server/routing/start-assignment.ts';
import { assignments } from '../../server/routing/store.ts';
import { dueItems, dueWork } from '../../server/statistics/due-work-queries.ts';
import { anEmployee, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anIncomingDocument, anOffice, type Office, toRegister } from '../support/registry.ts';
import { anAssignment } from '../support/routing.ts';

describe('the handling of a document as due work', () => {
  const clock = new Date('2026-11-23T02:00:00Z');
  /** Two working days after the deadline that is set. */
  const later = new Date('2026-11-26T02:00:00Z');
  const dueOn = '2026-11-24';
  let office: Office;
  useFreshDatabase();
  useAuditedLedger({ clock: () => clock });
  before(async () => {
    office = await anOffice();
  });

  const register = (over = {}) => inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister(over)));
  const direct = (actor: Actor, { id: documentId }: IncomingDocument, over: Partial<GiveDirective> = {}) =>
    inTransaction(actor, (tx) =>
      giveDirective(tx, {
        ...{ documentId, text: 'Giải quyết', mainPositionId: office.specialist.position.id, dueOn: null },
        ...{ coHandlerPositionIds: [], forInformationPositionIds: [] },
        ...over,
      }),
    );
  const dueOf = async (actor: Actor, { id }: Pick<IncomingDocument, 'id'>) =>
    (await dueItems(actor, later))
      .filter((item) => item.id === id)
      .map((item) => `${item.action} ${item.dueOn} ${item.daysLeft}`);
  const partOf = async ({ id }: IncomingDocument, positionId: string) => {
    const { assignments: parts } = await readHandling(office.agency.id, id);
    return parts.find((part) => part.positionId === positionId) ?? expect.fail('no part in it');
  };
  const listed = async ({ id }: IncomingDocument, { actor } = office.clerk) =>
    incomingSummary(await readIncoming(actor, id), actor);

  it('is to be passed on the working day after its registration, or when its own term ends before: at home, in the list', async () => {
    for (const [own, by] of [
      [null, '2026-11-24 -2'],
      ['2026-12-31', '2026-11-24 -2'],
      ['2026-11-23', '2026-11-23 -3'],
    ] as const) {
      const document = await register({ dueOn: own });
      expect(await dueOf(office.clerk.actor, document)).to.deep.equal([`present ${by}`]);
      expect(await listed(document)).to.include({ dueOn: own, nextBy: by.slice(0, 10) });
    }
  });

  it('counts the deadline of the directive: at home, on the panel, in the list', async () => {
    const document = await register({ dueOn: '2026-12-31' });
    await direct(office.leader.actor, document, { dueOn });
    expect(await dueOf(office.specialist.actor, document)).to.deep.equal([`handle ${dueOn} -2`]);
    expect(await partOf(document, office.specialist.position.id)).to.include({ dueOn, open: true });
    expect(await listed(document)).to.include({ dueOn: '2026-12-31', nextBy: dueOn });
  });

  it('is bound by the term of the document where the directive sets none', async () => {
    const document = await register({ dueOn });
    expect(await listed(document)).to.include({ nextBy: dueOn });
    await direct(office.leader.actor, document);
    expect(await dueOf(office.specialist.actor, document)).to.deep.equal([`handle ${dueOn} -2`]);
    expect(await listed(document)).to.include({ nextBy: dueOn });
  });

  it('keeps the deadline of a unit head for whom the work is passed on to, unless an own one is set', async () => {
    const { leader, head, specialist } = office;
    const document = await register({ dueOn: '2026-12-31' });
    await direct(leader.actor, document, { mainPositionId: head.position.id, dueOn });
    await direct(head.actor, document);
    expect(await dueOf(specialist.actor, document)).to.deep.equal([`handle ${dueOn} -2`]);
    expect(await dueOf(head.actor, document)).to.deep.equal([]);
  });

  it('has for a co-handler the day of their own part, for all others that of the main handler, and none once it is done', async () => {
    const { leader, head, specialist, clerk } = office;
    const beside = await anEmployee(office.agency, ['specialist']);
    const document = await register();
    const both = { mainPositionId: head.position.id, coHandlerPositionIds: [beside.position.id] };
    await direct(leader.actor, document, { ...both, dueOn: '2026-12-31' });
    await direct(head.actor, document, { dueOn });
    expect(await dueOf(beside.actor, document)).to.have.length(1);
    expect(await listed(document, beside)).to.include({ nextBy: '2026-12-31' });
    for (const one of [clerk, leader, specialist]) expect(await listed(document, one)).to.include({ nextBy: dueOn });
    const { id: assignmentId } = await partOf(document, specialist.position.id);
    await inTransaction(specialist.actor, (tx) => finishAssignment(tx, { assignmentId, result: 'Xong' }));
    expect(await listed(document, beside)).to.include({ nextBy: null });
  });

  it('ends for everybody when the main handler is done', async () => {
    const { leader, head, specialist } = office;
    const document = await register();
    await direct(leader.actor, document, { coHandlerPositionIds: [head.position.id] });
    expect(await dueOf(head.actor, document)).to.deep.equal(['handle null null']);
    const { id: assignmentId } = await partOf(document, specialist.position.id);
    await inTransaction(specialist.actor, (tx) => finishAssignment(tx, { assignmentId, result: 'Đã trả lời' }));
    expect(await dueOf(head.actor, document)).to.deep.equal([]);
    expect(allowedActs(head.actor, await readIncoming(head.actor, document.id))).to.deep.equal(['answer']);
    const own = await partOf(document, head.position.id);
    expect(own).to.include({ state: 'new', open: false });
    const started = inTransaction(head.actor, (tx) => startAssignment(tx, own.id));
    expect((await refusalOf(started)).code).to.equal('wrong-state');
  });

  it('waits for the leader it was presented to last, and for no other', async () => {
    const { clerk, leader } = office;
    const second = await anEmployee(office.agency, ['leader']);
    const document = await register();
    const present = (leaderPositionId: string) =>
      inTransaction(clerk.actor, (tx) =>
        presentDocument(tx, { documentId: document.id, leaderPositionId, proposal: null }),
      );
    await present(leader.position.id);
    expect(await dueOf(leader.actor, document)).to.have.length(1);
    await present(second.position.id);
    expect(await dueOf(leader.actor, document)).to.deep.equal([]);
    expect(await dueOf(second.actor, document)).to.have.length(1);
    await direct(leader.actor, document);
    expect(await dueOf(second.actor, document)).to.deep.equal([]);
  });

  it('shows what is late however much waits that has no deadline', async () => {
    const { agency } = office;
    const { actor, position } = await anEmployee(agency, ['specialist']);
    const late = anIncomingDocument({ agencyId: agency.id, registerId: 'a', number: 0 });
    await inTransaction(actor, async (tx) => {
      for (let number = 0; number <= 100; number += 1) {
        const { version: _, ...document } = number === 100 ? late : anIncomingDocument({ agencyId: agency.id, number });
        tx.insert(incomingDocuments, { ...document, registerId: 'a', number });
        const { version: __, ...part } = anAssignment({
          ...{ agencyId: agency.id, documentId: document.id, positionId: position.id },
          dueOn: number === 100 ? dueOn : null,
        });
        tx.insert(assignments, part);
      }
    });
    const { items: found, more } = await dueWork(actor, later);
    expect(more).to.equal(1);
    expect(found).to.have.length(100);
    expect(found.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).map(({ id }) => id)).to.deep.equal([
      late.id,
    ]);
  });
});

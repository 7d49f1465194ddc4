import { expect } from 'chai';
import { endPosition } from '../../server/identity/positions/end-position.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { allowedActs, type IncomingDocument } from '../../server/registry/incoming/incoming-document.ts';
import { readIncoming } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { finishAssignment } from '../../server/routing/finish-assignment.ts';
import { type GiveDirective, giveDirective } from '../../server/routing/give-directive.ts';
import { presentDocument } from '../../server/routing/present-document.ts';
import { readHandling } from '../../server/routing/queries.ts';
import { signForDocument } from '../../server/routing/sign-for-document.ts';
import { startAssignment } from '../../server/routing/start-assignment.ts';
import { assignments } from '../../server/routing/store.ts';
import { aClerk, anAgency, anEmployee, eventsOf, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anEmployeeOf, anOffice, jobsOf, type Office, toRegister } from '../support/registry.ts';

describe('handling an incoming document', () => {
  const clock = new Date('2026-11-22T02:00:00Z');
  let office: Office;
  let document: IncomingDocument;
  useFreshDatabase();
  useAuditedLedger({ clock: () => clock });
  beforeEach(async () => {
    office = await anOffice();
    document = await register({ origin: { source: 'exchange', arrivalId: 'a', verdict: 'valid' } });
  });

  const register = (over = {}) => inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister(over)));
  const direct = (actor: Actor, over: Partial<GiveDirective> = {}) =>
    inTransaction(actor, (tx) =>
      giveDirective(tx, {
        documentId: document.id,
        text: 'Chủ trì giải quyết',
        mainPositionId: office.specialist.position.id,
        coHandlerPositionIds: [],
        forInformationPositionIds: [],
        dueOn: null,
        ...over,
      }),
    );
  const handling = () => readHandling(office.agency.id, document.id);
  const parts = async () => (await handling()).assignments.map(({ name, role, state }) => [name, role, state]);
  const stateOf = async () => (await readIncoming(office.clerk.actor, document.id)).state;
  const assignmentOf = async (positionId: string) => {
    const found = (await handling()).assignments.find((assignment) => assignment.positionId === positionId);
    if (!found) throw new Error('no assignment');
    return found.id;
  };
  const start = async ({ actor, position }: Office['head']) => {
    const id = await assignmentOf(position.id);
    return await inTransaction(actor, (tx) => startAssignment(tx, id));
  };
  const finish = async ({ actor, position }: Office['head'], result = 'Đã trả lời') => {
    const assignmentId = await assignmentOf(position.id);
    return await inTransaction(actor, (tx) => finishAssignment(tx, { assignmentId, result }));
  };
  const told = async () =>
    (await jobsOf('handling-changed'))
      .filter(({ payload }) => payload.documentId === document.id)
      .map(({ payload }) => payload.code);
  const lastEvents = async (count: number) => (await eventsOf(office.agency.id)).slice(-count).map(({ type }) => type);

  it('goes from the clerk over the leader to the handler and back, and the sender learns 04, 05, 06', async () => {
    const { clerk, leader, specialist, head } = office;
    await inTransaction(clerk.actor, (tx) =>
      presentDocument(tx, {
        documentId: document.id,
        leaderPositionId: leader.position.id,
        proposal: 'Giao Văn phòng',
      }),
    );
    expect(await stateOf()).to.equal('presented');
    expect(await lastEvents(1)).to.deep.equal(['document-presented']);
    await direct(leader.actor, { coHandlerPositionIds: [head.position.id], dueOn: '2026-11-30' });
    expect(await stateOf()).to.equal('assigned');
    expect(await lastEvents(1)).to.deep.equal(['directive-given']);
    expect(await parts()).to.deep.equal([
      ['Lê Thị Hoa', 'main', 'new'],
      ['Đỗ Quang Minh', 'co-handler', 'new'],
    ]);
    await start(specialist);
    expect(await stateOf()).to.equal('in-progress');
    await finish(specialist);
    expect(await stateOf()).to.equal('done');
    expect(await lastEvents(3)).to.deep.equal(['assignment-started', 'assignment-done', 'document-handled']);
    expect(await told()).to.deep.equal(['04', '05', '06']);
    const [presented, directive] = (await handling()).directives;
    expect(presented).to.include({ kind: 'presented', text: 'Giao Văn phòng', toLeaderName: 'Trần Văn Bình' });
    expect(directive).to.deep.include({ kind: 'directive', dueOn: '2026-11-30', givenAt: clock.toISOString() });
    const [main] = (await handling()).assignments;
    expect(main).to.include({ result: 'Đã trả lời', dueOn: '2026-11-30', doneAt: clock.toISOString() });
  });

  it('opens the document to those who take part, and to nobody else', async () => {
    const { specialist, head, clerk } = office;
    expect((await refusalOf(readIncoming(specialist.actor, document.id))).kind).to.equal('not-found');
    await direct(clerk.actor);
    expect((await readIncoming(specialist.actor, document.id)).id).to.equal(document.id);
    expect((await refusalOf(readIncoming(head.actor, document.id))).kind).to.equal('not-found');
  });

  it('lets a clerk forward it straight, once', async () => {
    await direct(office.clerk.actor);
    expect(await refusalOf(direct(office.clerk.actor))).to.include({ code: 'not-yours' });
  });

  it('ends expected work when the main handler is done', async () => {
    const { clerk, head, specialist, agency } = office;
    await direct(clerk.actor, { coHandlerPositionIds: [head.position.id], dueOn: '2026-11-30' });
    const open = () => readAll(assignments, { agencyId: agency.id, positionId: head.position.id, open: true });
    expect(await open()).to.have.length(1);
    await finish(specialist);
    expect(await open()).to.deep.equal([]);
    expect((await refusalOf(finish(specialist))).code).to.equal('wrong-state');
    expect((await refusalOf(direct(office.leader.actor))).code).to.equal('wrong-state');
  });

  it('goes on when a co-handler is done', async () => {
    const { clerk, head } = office;
    await direct(clerk.actor, { coHandlerPositionIds: [head.position.id] });
    await start(head);
    await finish(head);
    expect(await stateOf()).to.equal('assigned');
    expect(await told()).to.deep.equal(['04']);
  });

  it('lets a unit head pass the work on within the unit', async () => {
    const { leader, head, specialist, agency, unit } = office;
    await direct(leader.actor, { mainPositionId: head.position.id });
    const outsider = await anEmployee(agency, ['specialist']);
    expect((await refusalOf(direct(head.actor, { mainPositionId: outsider.position.id }))).code).to.equal(
      'outside-unit',
    );
    await direct(head.actor);
    expect(await parts()).to.deep.equal([
      ['Lê Thị Hoa', 'main', 'new'],
      ['Đỗ Quang Minh', 'for-information', 'new'],
    ]);
    expect(allowedActs(head.actor, await readIncoming(head.actor, document.id))).to.deep.equal([]);
    const another = await anEmployeeOf(agency, unit, 'specialist', 'Võ Thị Sáu');
    expect((await refusalOf(direct(specialist.actor, { mainPositionId: another.position.id }))).code).to.equal(
      'not-yours',
    );
  });

  it('keeps its main handler when a co-handling unit passes its part on', async () => {
    const { leader, head, specialist, agency } = office;
    const main = await anEmployee(agency, ['specialist'], { fullName: 'Hồ Văn Nam' });
    await direct(leader.actor, { mainPositionId: main.position.id, coHandlerPositionIds: [head.position.id] });
    await direct(head.actor, { mainPositionId: specialist.position.id });
    expect(await parts()).to.deep.equal([
      ['Hồ Văn Nam', 'main', 'new'],
      ['Đỗ Quang Minh', 'co-handler', 'new'],
      ['Lê Thị Hoa', 'co-handler', 'new'],
    ]);
  });

  it('begins again for one who is named again', async () => {
    const { leader, head, specialist } = office;
    await direct(leader.actor, { coHandlerPositionIds: [head.position.id] });
    await finish(head);
    await direct(leader.actor, { mainPositionId: head.position.id });
    expect(await parts()).to.deep.equal([
      ['Đỗ Quang Minh', 'main', 'new'],
      ['Lê Thị Hoa', 'for-information', 'new'],
    ]);
    expect((await refusalOf(start(specialist))).code).to.equal('not-yours');
    expect(await told(), 'each code is told once').to.deep.equal(['04']);
  });

  it('names only people who work in the agency today', async () => {
    const { clerk, leader, agency, head } = office;
    const stranger = await anEmployee(await anAgency(), ['specialist', 'leader']);
    const inspector = await anEmployee(agency, ['inspector']);
    for (const mainPositionId of [stranger.position.id, inspector.position.id, 'nobody']) {
      expect((await refusalOf(direct(clerk.actor, { mainPositionId }))).code).to.equal('unknown-position');
    }
    await inTransaction(clerk.actor, (tx) => endPosition(tx, { positionId: head.position.id, until: '2026-11-21' }));
    expect((await refusalOf(direct(clerk.actor, { mainPositionId: head.position.id }))).code).to.equal(
      'unknown-position',
    );
    const present = (leaderPositionId: string) =>
      inTransaction(clerk.actor, (tx) =>
        presentDocument(tx, { documentId: document.id, leaderPositionId, proposal: null }),
      );
    expect((await refusalOf(present(office.specialist.position.id))).code).to.equal('unknown-position');
    expect((await refusalOf(direct(leader.actor, { dueOn: '2026-11-21' }))).code).to.equal('date-out-of-range');
  });

  it('has nobody to tell when the document came on paper', async () => {
    document = await register();
    await direct(office.clerk.actor);
    await finish(office.specialist);
    expect(await told()).to.deep.equal([]);
  });

  it('is signed for once by each to whom it was handed, which begins no work', async () => {
    const { clerk, specialist, head, leader } = office;
    await direct(clerk.actor, { forInformationPositionIds: [head.position.id] });
    const signFor = async ({ actor, position }: Office['head']) => {
      const id = await assignmentOf(position.id);
      return await inTransaction(actor, (tx) => signForDocument(tx, id));
    };
    await signFor(head);
    expect(await lastEvents(1)).to.deep.equal(['document-signed-for']);
    await signFor(specialist);
    expect(await stateOf()).to.equal('assigned');
    expect((await handling()).assignments.map(({ receivedAt }) => receivedAt)).to.deep.equal([
      clock.toISOString(),
      clock.toISOString(),
    ]);
    expect((await refusalOf(signFor(head))).code).to.equal('already-received');
    const assignmentId = await assignmentOf(specialist.position.id);
    const another = inTransaction(leader.actor, (tx) => signForDocument(tx, assignmentId));
    expect((await refusalOf(another)).kind).to.equal('not-found');
    expect(await start(specialist)).to.equal(document.id);
  });

  it('is nothing to people of another agency, nor another’s assignment to oneself', async () => {
    const { clerk, specialist, head } = office;
    await direct(clerk.actor, { coHandlerPositionIds: [head.position.id] });
    const foreign = aClerk({ agencyId: 'so-khac' });
    expect((await refusalOf(direct(foreign))).kind).to.equal('not-found');
    const assignmentId = await assignmentOf(specialist.position.id);
    for (const actor of [foreign, head.actor]) {
      expect((await refusalOf(inTransaction(actor, (tx) => startAssignment(tx, assignmentId)))).kind).to.equal(
        'not-found',
      );
    }
  });
});

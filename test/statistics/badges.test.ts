import { expect } from 'chai';
import { countsOf } from '../../client/app/counts.ts';
import { loadWords } from '../../client/app/features.ts';
import { pageOf } from '../../client/features/statistics/due-work/due-pages.ts';
import type { Delivery } from '../../server/exchange/deliveries/delivery.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { disablePerson } from '../../server/identity/people/change-account.ts';
import { endPosition } from '../../server/identity/positions/end-position.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { type Role, roles } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { allowedActs as allowedIncoming } from '../../server/registry/incoming/incoming-document.ts';
import { readIncoming } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { requestVoidIncoming } from '../../server/registry/incoming/request-void-incoming.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { allowedActs as allowedOutgoing } from '../../server/registry/outgoing/outgoing-acts.ts';
import type { OutgoingState } from '../../server/registry/outgoing/outgoing-document.ts';
import { readOutgoing } from '../../server/registry/outgoing/queries.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { finishAssignment } from '../../server/routing/finish-assignment.ts';
import { giveDirective } from '../../server/routing/give-directive.ts';
import { presentDocument } from '../../server/routing/present-document.ts';
import { readHandling } from '../../server/routing/queries.ts';
import { sortDueWork } from '../../server/statistics/due-work.ts';
import { dueCounts, dueIncoming, dueOutgoing, dueWork } from '../../server/statistics/due-work-queries.ts';
import { documentsRead } from '../support/documents-read.ts';
import { anEmployee, type Employee, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anIncomingDocument, anOffice, anOutgoingDocument, type Office, toRegister } from '../support/registry.ts';

describe('the badges of the menu', () => {
  const now = new Date('2026-11-23T02:00:00Z');
  let office: Office;
  let second: Employee;
  const everybody = new Map<string, Actor>();
  useFreshDatabase();
  useAuditedLedger({ clock: () => now });

  before(async () => {
    await loadWords();
    office = await anOffice();
    const { agency } = office;
    second = await anEmployee(agency, ['leader']);
    const gone = await anEmployee(agency, ['leader', 'specialist']);
    for (const role of roles) everybody.set(`another ${role}`, (await anEmployee(agency, [role])).actor);
    everybody.set('every role at once', (await anEmployee(agency, [...roles])).actor);
    for (const one of ['clerk', 'leader', 'head', 'specialist'] as const) everybody.set(one, office[one].actor);
    everybody.set('second leader', second.actor);
    await incomingOfAllStates(gone);
    await outgoingOfAllStates(gone);
    await inTransaction(office.clerk.actor, async (tx) => {
      await disablePerson(tx, { personId: gone.person.id, reason: 'Nghỉ' });
      await endPosition(tx, { positionId: gone.position.id, until: '2026-11-22' });
    });
  });

  const registerIn = () => inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister()));
  const presentedTo = async ({ position: { id: leaderPositionId } }: Employee) => {
    const { id: documentId } = await registerIn();
    await inTransaction(office.clerk.actor, (tx) =>
      presentDocument(tx, { documentId, leaderPositionId, proposal: null }),
    );
  };
  const assignedTo = async (main: Employee, ...others: Employee[]) => {
    const { id: documentId } = await registerIn();
    await inTransaction(second.actor, (tx) =>
      giveDirective(tx, {
        ...{ documentId, text: 'Giải quyết', mainPositionId: main.position.id, dueOn: '2026-11-24' },
        ...{ coHandlerPositionIds: others.map(({ position }) => position.id), forInformationPositionIds: [] },
      }),
    );
    return documentId;
  };

  async function incomingOfAllStates(gone: Employee): Promise<void> {
    const { clerk, leader, head, specialist, agency } = office;
    await registerIn();
    for (const one of [leader, second, gone]) await presentedTo(one);
    await assignedTo(specialist, head);
    await assignedTo(gone, specialist, leader);
    const done = await assignedTo(specialist, head);
    const { assignments } = await readHandling(agency.id, done);
    const main = assignments.find(({ role }) => role === 'main') ?? expect.fail();
    await inTransaction(specialist.actor, (tx) =>
      finishAssignment(tx, { assignmentId: main.id, result: 'Đã trả lời' }),
    );
    const { id: documentId } = await registerIn();
    await inTransaction(clerk.actor, (tx) => requestVoidIncoming(tx, { documentId, version: 1, reason: 'Nhầm' }));
  }

  async function outgoingOfAllStates(gone: Employee): Promise<void> {
    const { agency, clerk, leader, specialist } = office;
    const put = async (status: object, { signer = leader, drafter = specialist, notice = '' } = {}) => {
      const { version: _, ...document } = anOutgoingDocument({
        agencyId: agency.id,
        state: status as OutgoingState,
        signer: { ...anOutgoingDocument().signer, positionId: signer.position.id, name: signer.person.fullName },
        drafter: { positionId: drafter.position.id, name: drafter.person.fullName },
        notice: notice === '' ? null : { kind: notice as 'returned', text: 'Xem lại', at: now },
        participants: [signer.position.id, drafter.position.id],
      });
      await inTransaction(clerk.actor, async (tx) => void tx.insert(outgoingDocuments, document));
      return document.id;
    };
    let number = 0;
    const signed = { signedAt: now, certificateSha256: 'a' };
    const numbered = () => {
      number += 1;
      return { ...signed, registerId: 'r', number, year: 2026, issuedOn: '2026-11-23', numberedAt: now };
    };
    await put({ status: 'draft' });
    await put({ status: 'draft' }, { notice: 'returned' });
    await put({ status: 'draft' }, { notice: 'returned', drafter: gone });
    for (const signer of [leader, second, gone]) await put({ status: 'submitted', submittedAt: now }, { signer });
    await put({ status: 'submitted', submittedAt: now }, { signer: gone, drafter: gone });
    await put({ status: 'signed', ...signed });
    await put({ status: 'numbered', ...numbered() });
    await put({ status: 'numbered', ...numbered() }, { notice: 'seal-failed' });
    const { personId, positionId, name } = clerk.actor;
    const voidRequest = { reason: 'Nhầm', at: now, by: { personId, positionId, name } };
    await put({ status: 'numbered', ...numbered(), voidRequest });
    const documentId = await put({ status: 'issued', ...numbered(), issuedAt: now });
    await inTransaction(clerk.actor, async (tx) => {
      for (const state of ['refused', 'stuck', 'accepted'] as const)
        tx.insert(deliveries, aDelivery(agency.id, documentId, state));
    });
  }

  function aDelivery(agencyId: string, documentId: string, state: Delivery['state']) {
    return {
      ...({ agencyId, documentId, channel: 'electronic', state, createdAt: now } as const),
      ...{ recipient: { name: `Sở ${state}` }, paperCopies: 0, attempts: 1, receipts: [] },
    } satisfies Omit<Delivery, 'id' | 'version'>;
  }

  /** All that the home page, the lists and the menu show to one person. */
  const shownTo = async (actor: Actor) => {
    const { items, more } = await dueWork(actor, now);
    const counts = await dueCounts(actor, now);
    const rest = { more, todayDone: { registered: 0, issued: 0 }, nextNumbers: [], updatedAt: now.toISOString() };
    const list = { limit: 100 };
    return {
      items,
      badges: countsOf({ ...sortDueWork(items), ...rest, counts }),
      incoming: await dueIncoming(actor, list),
      outgoing: await dueOutgoing(actor, list),
    };
  };
  const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

  it('say how many rows the list behind them has, of the very documents the home page names, for every role', async () => {
    for (const [who, actor] of everybody) {
      const { items, badges, incoming, outgoing } = await shownTo(actor);
      const opened = (page: string) => [
        ...new Set(items.flatMap((item) => (pageOf(item)?.startsWith(`${page}/`) ? [item.documentId] : []))),
      ];
      expect(badges.all, who).to.equal(items.length);
      expect([badges.incoming, badges.outgoing], who).to.deep.equal([incoming.total, outgoing.total]);
      expect(idsOf(incoming.items), who).to.have.members(opened('/van-ban-den'));
      expect(idsOf(outgoing.items), who).to.have.members(opened('/van-ban-di'));
    }
  });

  it('have the same days in the lists as at home, for every role', async () => {
    for (const [who, actor] of everybody) {
      const { items, incoming, outgoing } = await shownTo(actor);
      const atHome = (id: string) => items.filter(({ documentId }) => documentId === id).map(({ dueOn }) => dueOn);
      for (const { id, nextBy, state } of incoming.items) expect(atHome(id), `${who}: ${state}`).to.include(nextBy);
      for (const { id, dueOn, state } of outgoing.items) expect(atHome(id), `${who}: ${state}`).to.include(dueOn);
    }
  });

  it('count nobody else’s work: of each document there is something that one may do', async () => {
    for (const [who, actor] of everybody) {
      const { incoming, outgoing } = await shownTo(actor);
      for (const { id, state } of incoming.items)
        expect(allowedIncoming(actor, await readIncoming(actor, id)), `${who}: ${state}`).to.not.deep.equal([]);
      for (const { id, state } of outgoing.items) {
        const drafterIsGone = true;
        const acts = allowedOutgoing(actor, await readOutgoing(actor, id), { drafterIsGone });
        expect(acts, `${who}: ${state}`).to.not.deep.equal([]);
      }
    }
  });

  it('are there for whoever has work, and nothing for those who have none', async () => {
    const of = async (who: Role | string) => {
      const { badges } = await shownTo(everybody.get(who) ?? expect.fail(who));
      return [badges.all, badges.incoming, badges.outgoing];
    };
    expect(await of('clerk')).to.deep.equal([8, 2, 5]);
    expect(await of('leader')).to.deep.equal([6, 3, 2]);
    expect(await of('second leader')).to.deep.equal([5, 3, 2]);
    expect(await of('head')).to.deep.equal([1, 1, 0]);
    expect(await of('specialist')).to.deep.equal([4, 2, 2]);
    for (const role of ['unit-head', 'specialist', 'administrator', 'inspector'])
      expect(await of(`another ${role}`), role).to.deep.equal([0, 0, 0]);
  });

  it('are found, and their lists, without reading the documents that wait for nobody', async () => {
    const { agencyId } = office.clerk.actor;
    const signed = { signedAt: now, certificateSha256: 'a'.repeat(64) };
    await inTransaction(office.clerk.actor, async (tx) => {
      for (let number = 1; number <= OTHERS; number += 1) {
        const participants = [office.specialist.actor.positionId];
        tx.insert(incomingDocuments, anIncomingDocument({ agencyId, number, state: 'done', participants }));
        const numbering = { registerId: 'so', number, year: 2025, issuedOn: '2025-11-20', numberedAt: now };
        const state = { status: 'issued' as const, ...signed, ...numbering, issuedAt: now };
        const { id } = tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state, participants }));
        tx.insert(deliveries, aDelivery(agencyId, id, 'accepted'));
      }
    });
    for (const [name, actor] of everybody) {
      const asked = {
        home: () => dueWork(actor, now),
        counts: () => dueCounts(actor, now),
        incoming: () => dueIncoming(actor, { limit: 10 }),
        outgoing: () => dueOutgoing(actor, { limit: 10 }),
      };
      for (const [what, ask] of Object.entries(asked)) {
        expect(Math.max(...(await documentsRead(ask))), `${what} of ${name}`).to.be.lessThan(OTHERS);
      }
    }
  });
});

/** So many that reading them all is told from reading what waits. */
const OTHERS = 400;

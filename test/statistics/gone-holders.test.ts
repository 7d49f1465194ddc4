import { expect } from 'chai';
import { disablePerson } from '../../server/identity/people/change-account.ts';
import { endPosition } from '../../server/identity/positions/end-position.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { handOverDraft } from '../../server/registry/outgoing/drafts/hand-over-draft.ts';
import type { OutgoingDocument } from '../../server/registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { giveDirective } from '../../server/routing/give-directive.ts';
import { presentDocument } from '../../server/routing/present-document.ts';
import { dueItems } from '../../server/statistics/due-work-queries.ts';
import { anEmployee, type Employee, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anOffice, anOutgoingDocument, type Office, toRegister } from '../support/registry.ts';

describe('what waits for somebody who is gone', () => {
  const now = new Date('2026-11-22T02:00:00Z');
  let office: Office;
  let administrator: Actor;
  useFreshDatabase();
  useAuditedLedger({ clock: () => now });
  before(async () => {
    office = await anOffice();
    administrator = (await anEmployee(office.agency, ['administrator'])).actor;
  });

  const goneFor = async ({ actor }: Employee) =>
    (await dueItems(actor, now))
      .filter(({ kind }) => kind.endsWith('-gone'))
      .map(({ kind, id, action, who }) => ({ kind, id, action, who }));
  const register = () => inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister()));

  it('is due work of who can hand it to somebody else, once the position ended or the account was locked', async () => {
    const { clerk, leader, specialist } = office;
    const second = await anEmployee(office.agency, ['leader']);
    const [presented, assigned] = [await register(), await register()];
    const present = { documentId: presented.id, proposal: null };
    await inTransaction(clerk.actor, (tx) => presentDocument(tx, { ...present, leaderPositionId: leader.position.id }));
    await inTransaction(second.actor, (tx) =>
      giveDirective(tx, {
        ...{ documentId: assigned.id, text: 'Giải quyết', mainPositionId: specialist.position.id, dueOn: null },
        ...{ coHandlerPositionIds: [], forInformationPositionIds: [] },
      }),
    );
    const drafter = await anEmployee(office.agency, ['specialist']);
    const {
      id,
      version: _,
      ...draft
    } = anOutgoingDocument({
      agencyId: office.agency.id,
      state: { status: 'submitted', submittedAt: now },
      signer: { ...anOutgoingDocument().signer, positionId: leader.position.id, name: leader.person.fullName },
      drafter: { positionId: drafter.position.id, name: drafter.person.fullName },
    });
    await inTransaction(drafter.actor, async (tx) => void tx.insert(outgoingDocuments, { ...draft, id }));
    for (const one of [clerk, second, drafter]) expect(await goneFor(one)).to.deep.equal([]);

    await inTransaction(administrator, async (tx) => {
      await endPosition(tx, { positionId: leader.position.id, until: '2026-11-21' });
      await disablePerson(tx, { personId: specialist.person.id, reason: 'Chuyển công tác' });
    });
    const heldBy = ({ person, position }: Employee) => `${person.fullName}, ${position.title}`;
    expect(await goneFor(clerk)).to.deep.equal([
      { kind: 'incoming-holder-gone', id: presented.id, action: 'present', who: heldBy(leader) },
    ]);
    expect(await goneFor(second)).to.deep.equal([
      { kind: 'incoming-holder-gone', id: assigned.id, action: 'direct', who: heldBy(specialist) },
    ]);
    expect(await goneFor(drafter)).to.deep.equal([
      { kind: 'outgoing-signer-gone', id, action: 'correct', who: leader.person.fullName },
    ]);

    await inTransaction(clerk.actor, (tx) => presentDocument(tx, { ...present, leaderPositionId: second.position.id }));
    expect(await goneFor(clerk)).to.deep.equal([]);
  });

  it('is due work of the clerk when the drafter is gone as well, until another one has it', async () => {
    const { clerk } = office;
    const [signer, drafter, heir] = await Promise.all(
      (['leader', 'specialist', 'specialist'] as const).map((role) => anEmployee(office.agency, [role])),
    );
    if (!signer || !drafter || !heir) throw new Error('Somebody is missing');
    const notice = { kind: 'returned', text: 'Sửa trích yếu', at: now } as const;
    const put = async (over: Partial<OutgoingDocument>) => {
      const { version: _, ...document } = anOutgoingDocument({
        agencyId: office.agency.id,
        signer: { ...anOutgoingDocument().signer, positionId: signer.position.id, name: signer.person.fullName },
        drafter: { positionId: drafter.position.id, name: drafter.person.fullName },
        ...over,
      });
      await inTransaction(drafter.actor, async (tx) => void tx.insert(outgoingDocuments, document));
      return document.id;
    };
    const waiting = await put({ state: { status: 'submitted', submittedAt: now } });
    const returned = await put({ state: { status: 'draft' }, notice });
    await put({ state: { status: 'draft' } }); // nobody was asked for anything

    await inTransaction(administrator, (tx) => disablePerson(tx, { personId: drafter.person.id, reason: 'Nghỉ' }));
    const [first, ...others] = await goneFor(clerk);
    expect(others).to.deep.equal([]);
    const row = { kind: 'outgoing-drafter-gone', action: 'hand-over' };
    expect(first).to.deep.equal({ ...row, id: returned, who: drafter.person.fullName });
    await inTransaction(administrator, (tx) =>
      endPosition(tx, { positionId: signer.position.id, until: '2026-11-21' }),
    );
    expect(await goneFor(clerk)).to.have.deep.members([
      first,
      { ...row, id: waiting, who: `${drafter.person.fullName}, ${signer.person.fullName}` },
    ]);
    for (const documentId of [waiting, returned]) {
      const request = { documentId, version: 1, drafterPositionId: heir.position.id, reason: 'Soạn tiếp' };
      await inTransaction(clerk.actor, (tx) => handOverDraft(tx, request));
    }
    expect(await goneFor(clerk)).to.deep.equal([]);
    const due = (await dueItems(heir.actor, now)).map(({ kind, id, note }) => ({ kind, id, note }));
    expect(due).to.have.deep.members([
      { kind: 'outgoing-returned', id: waiting, note: 'Soạn tiếp' },
      { kind: 'outgoing-returned', id: returned, note: 'Soạn tiếp (Sửa trích yếu)' },
    ]);
  });
});

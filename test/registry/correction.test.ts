import { expect } from 'chai';
import fc from 'fast-check';
import { correctionNotes } from '../../client/text/correction-words.ts';
import { correctedBetween } from '../../server/audit/corrected.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { closeRegister } from '../../server/registry/books/close-register.ts';
import type { CorrectIncoming } from '../../server/registry/incoming/correct-incoming.ts';
import { listIncoming, readIncoming } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { requestVoidIncoming } from '../../server/registry/incoming/request-void-incoming.ts';
import { type CorrectOutgoing, correctOutgoing } from '../../server/registry/outgoing/correct-outgoing.ts';
import { registerInkSigned } from '../../server/registry/outgoing/register-ink-signed.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { registers } from '../../server/registry/registers/store.ts';
import { correctDocument } from '../../server/routing/correct-document.ts';
import { giveDirective } from '../../server/routing/give-directive.ts';
import { readHandling } from '../../server/routing/queries.ts';
import { aClerk, anAgency, anEmployee, changeRow, eventsOf, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anOffice, anUpload, aRecipient, jobsOf, type Office, toRegister, useTestFiles } from '../support/registry.ts';

const reason = 'Gõ nhầm so với bản giấy';

describe('correcting what was registered', () => {
  let clock: Date;
  let office: Office;
  useFreshDatabase();
  useAuditedLedger({ clock: () => clock });
  useTestFiles();
  beforeEach(async () => {
    clock = new Date('2026-11-22T02:00:00Z');
    office = await anOffice();
  });
  const register = (over: Parameters<typeof toRegister>[0] = {}) =>
    inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister(over)));
  const correct = (
    documentId: string,
    over: Partial<CorrectIncoming>,
    { version = 1, actor = office.clerk.actor }: { version?: number; actor?: Actor } = {},
  ) => inTransaction(actor, (tx) => correctDocument(tx, { documentId, version, reason, ...over }));
  const corrections = async () =>
    (await eventsOf(office.agency.id)).filter(({ type }) => type === 'document-corrected');

  it('keeps number, dates and files, and tells field by field what stood before', async () => {
    const { id, ...before } = await register({ subject: 'Báo cáo tinh hình', priority: 0 });
    const after = await correct(id, {
      ...{ subject: 'Báo cáo tình hình', typeCode: 'nghi-dinh', priority: 2, description: null },
      signer: { position: 'PHÓ GIÁM ĐỐC', fullName: 'Phạm Đức Hoà' },
    });
    expect(after).to.include({
      ...{ subject: 'Báo cáo tình hình', typeName: 'Nghị định', typeCode: 'nghi-dinh', priority: 2, version: 2 },
      ...{ number: before.number, code: before.code, issuedOn: before.issuedOn, arrivedOn: before.arrivedOn },
      ...{ mainSha256: before.mainSha256, state: 'registered', verdict: before.verdict },
    });
    const told = { type: 'document-corrected', documentId: id, reason };
    expect(await corrections()).to.deep.equal([
      { ...told, field: 'typeName', before: 'Công văn', after: 'Nghị định' },
      { ...told, field: 'subject', before: 'Báo cáo tinh hình', after: 'Báo cáo tình hình' },
      { ...told, field: 'signer', before: 'Phạm Đức Hoà, GIÁM ĐỐC', after: 'Phạm Đức Hoà, PHÓ GIÁM ĐỐC' },
      { ...told, field: 'priority', before: '0', after: '2' },
    ]);
    const found = await listIncoming(office.clerk.actor, { q: 'pho nghi dinh tình', limit: 5 });
    expect(found.items, 'the title of the signer is no word of it').to.deep.equal([]);
    const anew = await listIncoming(office.clerk.actor, { q: 'nghi dinh tình', limit: 5 });
    expect(anew.items.map((item) => item.id)).to.deep.equal([id]);
  });

  it('is refused for what changes nothing, is secret, was seen in another version, is due before it was issued, or has no type', async () => {
    const { id, subject } = await register();
    const codeOf = async (over: Partial<CorrectIncoming>, by = {}) => (await refusalOf(correct(id, over, by))).code;
    expect(await codeOf({ subject })).to.equal('nothing-to-correct');
    expect(await codeOf({ subject: 'MẬT: Kế hoạch' })).to.equal('state-secret');
    expect(await codeOf({ subject: 'Khác' }, { version: 7 })).to.equal('version-changed');
    expect(await codeOf({ dueOn: '2026-11-17' })).to.equal('date-out-of-range');
    expect(await codeOf({ typeCode: 'khac' })).to.equal('unknown-type');
    expect(await codeOf({ issuer: { agencyId: 'nobody', name: 'Sở Không Có' } })).to.equal('unknown-agency');
    expect(await corrections()).to.deep.equal([]);
  });

  it('belongs to the clerks of the agency, while the number stands', async () => {
    const { id } = await register();
    const subject = 'Khác';
    for (const actor of [office.leader.actor, (await anEmployee(office.agency, ['leader'])).actor])
      expect((await refusalOf(correct(id, { subject }, { actor }))).code).to.equal('not-yours');
    const foreign = (await anEmployee(await anAgency(), ['clerk'])).actor;
    for (const actor of [foreign, office.specialist.actor])
      expect((await refusalOf(correct(id, { subject }, { actor }))).kind).to.equal('not-found');
    await inTransaction(office.clerk.actor, (tx) => requestVoidIncoming(tx, { documentId: id, version: 1, reason }));
    expect((await refusalOf(correct(id, { subject }, { version: 2 }))).code).to.equal('wrong-state');
  });

  it('of the issuer has the signatures looked at anew; who sent a message stays who signed it', async () => {
    const other = await anAgency();
    const { id } = await register({ origin: { source: 'upload', seen: { verdict: 'valid', from: null } } });
    const issuer = { agencyId: other.id, name: other.name };
    expect(await correct(id, { issuer })).to.deep.include({ issuer, verdict: 'pending' });
    expect((await jobsOf('verify-document')).map(({ payload }) => payload.documentId)).to.include(id);
    const arrived = await register({ origin: { source: 'exchange', arrivalId: other.id, verdict: 'valid' } });
    expect((await refusalOf(correct(arrived.id, { issuer }))).code).to.equal('issuer-is-sender');
    expect(await correct(arrived.id, { subject: 'Đúng với bản ký' })).to.include({ verdict: 'valid' });
  });

  it('is over once the book is closed: it states what it was printed with', async () => {
    const { id, registerId } = await register();
    clock = new Date('2027-01-04T02:00:00Z');
    await inTransaction(office.clerk.actor, async (tx) => {
      const { version } = await tx.load(registers, registerId);
      return await closeRegister(tx, { registerId, version });
    });
    expect((await refusalOf(correct(id, { subject: 'Khác' }))).code).to.equal('book-closed');
  });

  it('of the term gives it to everybody who has it from the document, and to nobody who was given another', async () => {
    const { leader, head, specialist, agency, clerk } = office;
    const { id } = await register({ dueOn: '2026-11-30' });
    const co = await anEmployee(agency, ['specialist'], { fullName: 'Hồ Văn Nam' });
    const direct = (actor: Actor, mainPositionId: string, coHandler: string[], dueOn: string | null) =>
      inTransaction(actor, (tx) =>
        giveDirective(tx, {
          ...{ documentId: id, text: 'Giải quyết', dueOn, mainPositionId },
          ...{ coHandlerPositionIds: coHandler, forInformationPositionIds: [] },
        }),
      );
    await direct(leader.actor, co.position.id, [head.position.id], null);
    await direct(leader.actor, co.position.id, [], '2026-11-30');
    await direct(head.actor, specialist.position.id, [], null);
    const dueOf = async () =>
      Object.fromEntries((await readHandling(agency.id, id)).assignments.map(({ name, dueOn }) => [name, dueOn]));
    const before = { 'Hồ Văn Nam': '2026-11-30', 'Đỗ Quang Minh': '2026-11-30', 'Lê Thị Hoa': '2026-11-30' };
    expect(await dueOf()).to.deep.equal(before);
    const { version } = await readIncoming(clerk.actor, id);
    await correct(id, { dueOn: '2026-12-04' }, { version });
    expect(await dueOf(), 'the leader named a day for one of them').to.deep.equal({
      ...before,
      ...{ 'Đỗ Quang Minh': '2026-12-04', 'Lê Thị Hoa': '2026-12-04' },
    });
    const row = await readIncoming(clerk.actor, id);
    const shown = new Map(row.handlers.map(({ positionId, dueOn }) => [positionId, dueOn]));
    expect([co, head, specialist].map(({ position }) => shown.get(position.id))).to.deep.equal([
      ...['2026-11-30', '2026-12-04', '2026-12-04'],
    ]);
    expect((await corrections()).map((event) => ('before' in event ? [event.before, event.after] : []))).to.deep.equal([
      ['2026-11-30', '2026-12-04'],
    ]);
  });

  it('of a document sent out is for what was typed beside its file; what its signed text says stays', async () => {
    const { clerk, leader, unit } = office;
    const uploadId = await anUpload(clerk.actor);
    const { id, state } = await inTransaction(clerk.actor, (tx) =>
      registerInkSigned(tx, {
        ...{ typeCode: 'cong-van', subject: 'Mời họp gap', unitId: unit.id, signerPositionId: leader.position.id },
        ...{ recipients: [aRecipient()], priority: 0, replyBy: null, description: null, uploadId },
      }),
    );
    const change = (over: Partial<CorrectOutgoing> = {}, actor: Actor = clerk.actor) =>
      inTransaction(actor, (tx) =>
        correctOutgoing(tx, { documentId: id, version: 1, reason, subject: 'Mời họp gấp', ...over }),
      );
    expect((await refusalOf(change({}, leader.actor))).code).to.equal('not-yours');
    expect((await refusalOf(change({}, aClerk({ agencyId: 'so-khac' })))).kind).to.equal('not-found');
    expect(await change()).to.deep.include({ subject: 'Mời họp gấp', priority: 0, state, version: 2 });
    expect(await corrections()).to.deep.equal([
      {
        type: 'document-corrected',
        documentId: id,
        field: 'subject',
        before: 'Mời họp gap',
        after: 'Mời họp gấp',
        reason,
      },
    ]);
    const letter = { addressees: [], body: 'Kính mời.', copies: [] };
    await changeRow(outgoingDocuments, id, { medium: 'electronic', letter });
    expect((await refusalOf(change({ version: 3, subject: 'Khác' }))).code).to.equal('signed-and-sent');
    const { subject, corrections: kept } = await change({ version: 3, replyBy: '2026-12-01' });
    expect(subject).to.equal('Mời họp gấp');
    expect(kept?.map(({ sequence, replyBy }) => [sequence, replyBy])).to.deep.equal([
      [1, null],
      [2, '2026-12-01'],
    ]);
    const left = await jobsOf('document-corrected');
    expect(left.map(({ key }) => key)).to.deep.equal([`${id}/1`, `${id}/2`]);
  });
});

describe('a correction', () => {
  it('is exactly the fields that differ', () => {
    const texts = fc.record({ subject: fc.string(), signer: fc.string(), dueOn: fc.string() });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const differ = (['subject', 'signer', 'dueOn'] as const).filter((field) => before[field] !== after[field]);
        if (differ.length === 0) expect(() => correctedBetween(before, after)).to.throw('already');
        else expect(correctedBetween(before, after).map(({ field }) => field)).to.deep.equal(differ);
      }),
    );
  });

  it('is told in words: names of fields, days as they are written, nothing where nothing stood', () => {
    const said = (field: string, before: string, after: string) =>
      correctionNotes({ field, before, after }, 'vi').join();
    expect(said('subject', 'a', 'b')).to.equal('trích yếu: “a” → “b”');
    expect(said('dueOn', '', '2026-12-04')).to.equal('hạn xử lý: để trống → 04/12/2026');
    expect(said('priority', '0', '3')).to.equal('độ khẩn: Thường → Hoả tốc');
    expect(correctionNotes({ type: 'signed-in' }, 'vi')).to.deep.equal([]);
    expect(said('signer', 'a', '')).to.equal('người ký: “a” → để trống');
  });
});

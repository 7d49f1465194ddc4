import { expect } from 'chai';
import fc from 'fast-check';
import { createUnit } from '../../../server/identity/units/create-unit.ts';
import type { Actor } from '../../../server/platform/actor.ts';
import { yearInVietnam } from '../../../server/platform/calendar.ts';
import type { Filter } from '../../../server/platform/database/filter.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { beginRegister } from '../../../server/registry/books/begin-register.ts';
import { readBooks } from '../../../server/registry/books/book-queries.ts';
import { closeRegister } from '../../../server/registry/books/close-register.ts';
import { openRegister } from '../../../server/registry/books/open-register.ts';
import { readBook } from '../../../server/registry/books/read-book.ts';
import { registerIncoming } from '../../../server/registry/incoming/register-document.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { numberingOf, type OutgoingDocument } from '../../../server/registry/outgoing/outgoing-document.ts';
import { registerInkSigned } from '../../../server/registry/outgoing/register-ink-signed.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import type { Register } from '../../../server/registry/registers/register.ts';
import { GENERAL_SERIES, type Takes } from '../../../server/registry/registers/series.ts';
import { registers } from '../../../server/registry/registers/store.ts';
import { takeNumber } from '../../../server/registry/registers/take-number.ts';
import { aClerk, anAgency, anEmployee, eventsOf, refusalOf, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aDraftBody, anOffice, anUpload, type Office, toRegister, useTestFiles } from '../../support/registry.ts';

describe('the registers of a year', () => {
  let clock: Date;
  let now: () => Date;
  let office: Office;
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => now() });
  useTestFiles();
  beforeEach(async () => {
    clock = new Date('2026-11-22T02:00:00Z');
    now = () => clock;
    office = await anOffice();
  });

  const open = (takes: Takes, { year = 2026, title = 'Sổ quyết định', actor = office.clerk.actor } = {}) =>
    inTransaction(actor, (tx) => openRegister(tx, { kind: 'outgoing', year, title, takes }));
  const types = (...typeCodes: string[]): Takes => ({ what: 'types', typeCodes });
  const numbered = async (over: Partial<Parameters<typeof aDraftBody>[1]> = {}): Promise<OutgoingDocument> => {
    const uploadId = await anUpload(office.clerk.actor);
    const { letter: _, attachmentUploadIds: __, answersDocumentIds: ___, ...body } = await aDraftBody(office, over);
    return await inTransaction(office.clerk.actor, (tx) => registerInkSigned(tx, { ...body, uploadId }));
  };
  const codeOf = async (over: Parameters<typeof numbered>[0] = {}) => {
    const document = await numbered(over);
    return `${numberingOf(document)?.number}/${document.notation}`;
  };
  const close = ({ id: registerId, version }: Register, actor: Actor = office.clerk.actor) =>
    inTransaction(actor, (tx) => closeRegister(tx, { registerId, version }));
  const registerOf = async (where: Filter<Register>) => (await readAll(registers, where))[0] as Register;

  it('give each group of types numbers of its own from 01, and the rest to the general one', async () => {
    await open(types('quyet-dinh', 'nghi-quyet'));
    const symbol = office.agency.symbol;
    expect(await codeOf({ typeCode: 'quyet-dinh' })).to.equal(`1/QĐ-${symbol}`);
    expect(await codeOf({ typeCode: 'thong-bao' })).to.equal(`1/TB-${symbol}`);
    expect(await codeOf({ typeCode: 'nghi-quyet' })).to.equal(`2/NQ-${symbol}`);
    expect(await codeOf()).to.equal(`2/${symbol}-VP`);
    const { books } = await readBooks(office.clerk.actor, 2026);
    expect(books.map(({ kind, title, lastNumber }) => [kind, title, lastNumber])).to.have.deep.members([
      ['incoming', null, 0],
      ['outgoing', null, 2],
      ['outgoing', 'Sổ quyết định', 2],
    ]);
    expect((await eventsOf(office.agency.id)).filter(({ type }) => type === 'register-opened')).to.have.length(2);
  });

  it('begin above what was given elsewhere when an agency moves in, as long as they have given nothing', async () => {
    const begin = (after: number) =>
      inTransaction(office.clerk.actor, (tx) =>
        beginRegister(tx, { kind: 'outgoing', series: GENERAL_SERIES, after, reason: 'Sổ giấy đến 30/6' }),
      );
    await begin(12);
    const { id } = await begin(41);
    const view = async () => (await readBooks(office.clerk.actor, 2026)).books.find((book) => book.id === id);
    expect(await view()).to.include({ first: 42, lastNumber: 41, count: 0, beginnable: true, closable: false });
    expect(await codeOf()).to.equal(`42/${office.agency.symbol}-VP`);
    expect(await codeOf()).to.equal(`43/${office.agency.symbol}-VP`);
    expect(await view()).to.include({ first: 42, count: 2, missing: 0, beginnable: false });
    expect((await refusalOf(begin(60))).code).to.equal('numbers-given');
    const { span, gaps } = await readBook(office.clerk.actor, { registerId: id }, async () => new Map());
    expect([span, gaps]).to.deep.equal([{ first: 42, last: 43 }, []]);
    expect(await eventsOf(office.agency.id)).to.deep.include({
      ...{
        type: 'register-begun',
        registerId: id,
        kind: 'outgoing',
        year: 2026,
        begins: 42,
        reason: 'Sổ giấy đến 30/6',
      },
    });
    clock = new Date('2027-01-04T02:00:00Z');
    const { closing } = await close(await registerOf({ kind: 'outgoing', year: 2026 }));
    expect(closing).to.include({ count: 2, first: 42, last: 43 });
  });

  it('let a unit count its công văn, an advisory body all it issues under its own symbol, and copies together', async () => {
    const [inspection, council] = await inTransaction(office.clerk.actor, async (tx) => [
      await createUnit(tx, { name: 'Thanh tra', symbol: 'TTra' }),
      await createUnit(tx, { name: 'Hội đồng thi đua, khen thưởng', symbol: 'HĐTĐ' }),
    ]);
    await open({ what: 'unit', unitId: inspection?.id ?? '' });
    await open({ what: 'body', unitId: council?.id ?? '' });
    await open({ what: 'copies' });
    const symbol = office.agency.symbol;
    expect(await codeOf({ unitId: inspection?.id ?? '' })).to.equal(`1/${symbol}-TTra`);
    expect(await codeOf()).to.equal(`1/${symbol}-VP`);
    expect(await codeOf({ unitId: council?.id ?? '', typeCode: 'quyet-dinh' })).to.equal('1/QĐ-HĐTĐ');
    expect(await codeOf({ typeCode: 'quyet-dinh' })).to.equal(`2/QĐ-${symbol}`);
    expect(await codeOf({ unitId: council?.id ?? '' })).to.equal(`2/HĐTĐ-${symbol}`);
    const copy = () => inTransaction(office.clerk.actor, (tx) => takeNumber(tx, { kind: 'outgoing', what: 'copy' }));
    expect([(await copy()).number, (await copy()).number]).to.deep.equal([1, 2]);
  });

  it('are divided before the first number concerned, or number and symbol would come twice', async () => {
    await numbered({ typeCode: 'quyet-dinh' });
    expect((await refusalOf(open(types('quyet-dinh')))).code).to.equal('series-in-use');
    await open(types('thong-bao'));
    expect((await refusalOf(open(types('thong-bao', 'bao-cao')))).code).to.equal('series-taken');
    expect((await refusalOf(open({ what: 'unit', unitId: 'nowhere' }))).code).to.equal('unknown-unit');
    expect((await refusalOf(open(types('bao-cao'), { year: 2025 }))).code).to.equal('year-out-of-range');
  });

  it('meet in the rule when two clerks divide them at once', async () => {
    const both = await Promise.allSettled([open(types('quyet-dinh')), open(types('quyet-dinh', 'chi-thi'))]);
    expect(both.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('are opened with last year’s rule by the first act of the new year in Vietnam', async () => {
    await open(types('quyet-dinh'));
    await numbered({ typeCode: 'quyet-dinh' });
    clock = new Date('2026-12-31T17:00:00Z');
    expect(await codeOf({ typeCode: 'quyet-dinh' })).to.match(/^1\/QĐ/);
    expect(await codeOf({ typeCode: 'thong-bao' })).to.match(/^1\/TB/);
    const { books, years } = await readBooks(office.clerk.actor, 2027);
    expect(years).to.deep.equal([2027, 2026]);
    expect(books.map(({ title, lastNumber }) => [title, lastNumber])).to.have.deep.members([
      [null, 0],
      [null, 1],
      ['Sổ quyết định', 1],
    ]);
  });

  it('can be opened for the coming year beforehand, with a rule of its own', async () => {
    clock = new Date('2026-12-20T02:00:00Z');
    await open(types('quyet-dinh'));
    await open(types('bao-cao'), { year: 2027, title: 'Sổ báo cáo' });
    expect(await codeOf({ typeCode: 'bao-cao' }), 'this year’s rule stays').to.match(/^1\/BC/);
    clock = new Date('2027-01-04T02:00:00Z');
    await numbered();
    expect(await codeOf({ typeCode: 'bao-cao' })).to.match(/^1\/BC/);
    expect(await codeOf({ typeCode: 'quyet-dinh' })).to.match(/^1\/QĐ/);
  });

  it('give requests in flight at midnight the old year or the new one, never a mixture', async () => {
    const register = () =>
      inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister({ issuedOn: '2026-12-30' })));
    let moment = Date.parse('2026-12-31T16:59:59.500Z');
    // Every look at the clock is some milliseconds later, so midnight falls among the requests of a wave.
    now = () => {
      moment += 2;
      return new Date(moment);
    };
    const all = await Promise.all(Array.from({ length: 40 }, register));
    while (all.filter(({ year }) => year === 2027).length < 10) {
      all.push(...(await Promise.all(Array.from({ length: 40 }, register))));
    }
    for (const { year, registeredAt, arrivedOn } of all) {
      expect([year, Number(arrivedOn.slice(0, 4))]).to.deep.equal(Array(2).fill(yearInVietnam(registeredAt)));
    }
    for (const year of [2026, 2027]) {
      const numbers = all.filter((one) => one.year === year).map(({ number }) => number);
      expect(numbers.length, String(year)).to.be.at.least(10);
      expect(numbers.toSorted((one, other) => one - other)).to.deep.equal(numbers.map((_, index) => index + 1));
    }
  });

  describe('when a register is closed', () => {
    it('it states its numbers and the voided ones, and gives none any more', async () => {
      await numbered();
      await numbered();
      clock = new Date('2027-01-04T02:00:00Z');
      await outgoingDocuments.model
        .updateOne({ 'state.number': 2 }, { $set: { 'state.status': 'voided', 'state.voidReason': 'Nhầm' } })
        .exec();
      const closed = await close(await registerOf({ kind: 'outgoing', year: 2026 }));
      expect(closed.closing).to.deep.equal({
        at: clock,
        by: { positionId: office.clerk.position.id, name: 'Bùi Thị Yến' },
        ...{ count: 2, first: 1, last: 2, voided: [2] },
      });
      expect((await eventsOf(office.agency.id)).at(-1)).to.deep.equal({
        type: 'register-closed',
        registerId: closed.id,
        ...{ year: 2026, count: 2, last: 2, voided: [2] },
      });
      expect((await refusalOf(close(closed))).code).to.equal('register-closed');
    });

    it('its year is over, its documents are issued, and it is seen as it is', async () => {
      await numbered();
      const register = await registerOf({ kind: 'outgoing' });
      expect((await refusalOf(close(register))).code).to.equal('year-not-over');
      clock = new Date('2027-01-04T02:00:00Z');
      expect((await refusalOf(close({ ...register, version: 1 }))).code).to.equal('version-changed');
      const stranger = await anEmployee(await anAgency(), ['clerk']);
      expect((await refusalOf(close(register, stranger.actor))).kind).to.equal('not-found');
      await outgoingDocuments.model.updateMany({}, { $set: { 'state.status': 'numbered' } }).exec();
      expect((await refusalOf(close(register))).code).to.equal('register-unfinished');
    });

    it('one opened by mistake leaves the rule, as long as it has given no number', async () => {
      const mistaken = await open(types('thong-bao'));
      await close(mistaken);
      expect(await codeOf({ typeCode: 'thong-bao' })).to.match(/^1\/TB/);
      expect((await registerOf({ kind: 'outgoing', series: 'general' })).lastNumber).to.equal(1);
      clock = new Date('2027-01-04T02:00:00Z');
      await numbered();
      expect(await readAll(registers, { year: 2027, kind: 'outgoing' })).to.have.length(1);
    });
  });
});

describe('numbers and time', () => {
  let clock = new Date('2026-06-01T02:00:00Z');
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => clock });

  it('go forward together, however the clock jumps', async () => {
    const jumps = [0, 1, 1_000, 3_600_000, -7_200_000, 86_400_000, 31_536_000_000, -31_536_000_000];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...jumps), { minLength: 2, maxLength: 12 }), async (steps) => {
        clock = new Date('2026-12-30T02:00:00Z');
        const clerk = aClerk({ agencyId: `co-quan-${crypto.randomUUID()}` });
        for (const step of steps) {
          clock = new Date(clock.getTime() + step);
          await inTransaction(clerk, (tx) => registerIncoming(tx, toRegister({ issuedOn: '2025-01-02' })));
        }
        const all = await readAll(incomingDocuments, { agencyId: clerk.agencyId }, { sort: { year: 1, number: 1 } });
        for (const [index, document] of all.entries()) {
          const before = all[index - 1];
          const follows = before?.year === document.year ? before.number + 1 : 1;
          expect(document.number).to.equal(follows);
          expect(document.year).to.equal(yearInVietnam(document.registeredAt));
          if (before) expect(document.registeredAt.getTime()).to.be.at.least(before.registeredAt.getTime());
        }
      }),
      { numRuns: 15 },
    );
  });
});

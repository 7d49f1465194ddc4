import { expect } from 'chai';
import fc from 'fast-check';
import { losePast } from '../../../server/audit/checks/lose-past.ts';
import type { LostPast } from '../../../server/audit/checks/lost-past.ts';
import { DEPLOYMENT, lostPasts } from '../../../server/audit/store.ts';
import { readAll, readOne, rowsOf } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { readBooks } from '../../../server/registry/books/book-queries.ts';
import { closeRegister } from '../../../server/registry/books/close-register.ts';
import { type ConfirmNumbers, confirmNumbers } from '../../../server/registry/books/confirm-numbers.ts';
import { openRegister } from '../../../server/registry/books/open-register.ts';
import { doubtIn, highestKnown, type KnownNumber } from '../../../server/registry/registers/lost-numbers.ts';
import { knownNumbers, registers } from '../../../server/registry/registers/store.ts';
import { takeNumber } from '../../../server/registry/registers/take-number.ts';
import { anAgency, eventsOf, refusalOf, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOffice, aRegister, type Office } from '../../support/registry.ts';
import { runs } from '../../support/sampled.ts';

const since = new Date('2026-11-22T02:00:00Z');
const lost = (how: LostPast['how']): LostPast => ({ id: DEPLOYMENT, version: 1, since, how });
const confirmed = (of: Date) => ({
  id: 'a',
  version: 1,
  of,
  at: of,
  by: { positionId: 'p', name: 'Yến' },
  reason: 'Sổ giấy',
});

describe('numbers after acts were lost', () => {
  it('are in doubt until this loss is confirmed, and never in a year that began after it', () => {
    expect(doubtIn(2026, undefined, undefined)).to.equal(undefined);
    expect(doubtIn(2026, lost('put-back'), confirmed(since))).to.equal('put-back');
    expect(doubtIn(2026, lost('restored'), undefined)).to.equal('restored');
    expect(doubtIn(2026, lost('restored'), confirmed(new Date(0)))).to.equal('restored');
    expect(doubtIn(2026, lost('restored'), confirmed(since))).to.equal(undefined);
    expect(doubtIn(2027, lost('put-back'), undefined)).to.equal('put-back');
    expect(doubtIn(2027, lost('restored'), undefined)).to.equal(undefined);
  });

  it('known outside count for every register that may have given them', () => {
    const known = (number: number, typeCode?: string): KnownNumber => ({
      ...{ id: `${number}`, version: 1, agencyId: 'a', year: 2026, number, code: `${number}` },
      ...(typeCode === undefined ? { kind: 'incoming' } : { kind: 'outgoing', typeCode }),
    });
    const all = [known(90), known(7, 'quyet-dinh'), known(5, 'cong-van'), known(6, 'thong-bao')];
    const takesTypes = { what: 'types', typeCodes: ['quyet-dinh'] } as const;
    const takesUnit = { what: 'unit', unitId: 'vp' } as const;
    const takesBody = { what: 'body', unitId: 'hd' } as const;
    const divisions = [takesTypes, takesUnit, takesBody].map((takes) => ({ series: takes.what, takes }));
    const of = (register: Parameters<typeof aRegister>[0]) => highestKnown(aRegister(register), divisions, all)?.number;
    expect(of({ kind: 'incoming' })).to.equal(90);
    expect(of({ kind: 'outgoing' })).to.equal(6);
    expect(of({ kind: 'outgoing', series: 'types', takes: takesTypes })).to.equal(7);
    expect(of({ kind: 'outgoing', series: 'unit', takes: takesUnit })).to.equal(5);
    expect(of({ kind: 'outgoing', series: 'body', takes: takesBody })).to.equal(7);
  });

  describe('in the registers', () => {
    let clock: Date;
    let office: Office;
    useFreshDatabase({ each: true });
    useAuditedLedger({ clock: () => clock });
    beforeEach(async () => {
      clock = since;
      office = await anOffice();
    });
    const take = (kind: 'incoming' | 'outgoing' = 'incoming', actor = office.clerk.actor) =>
      inTransaction(actor, async (tx) => {
        const item = kind === 'incoming' ? { kind } : ({ kind, what: 'copy' } as const);
        return (await takeNumber(tx, item)).number;
      });
    const waiting = async () => (await readBooks(office.clerk.actor, 2026)).toConfirm;
    /** What the clerk is shown, with the last numbers she gives. */
    const answer = async (lasts: { incoming?: number; outgoing?: number } = {}): Promise<ConfirmNumbers> => {
      const shown = await waiting();
      return {
        since: shown?.since ?? '',
        reason: 'Đối chiếu sổ in và biên nhận',
        registers: (shown?.registers ?? []).map(({ kind, series, lastNumber, known }) => ({
          ...{ kind, series },
          last: (series === 'general' ? lasts[kind] : undefined) ?? Math.max(lastNumber, known?.number ?? 0),
        })),
      };
    };
    const confirm = async (said: ConfirmNumbers, actor = office.clerk.actor) =>
      await inTransaction(actor, (tx) => confirmNumbers(tx, said));
    const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;

    it('are given by nobody until an operator has said what happened and the clerk up to where they went', async () => {
      expect([await take(), await take(), await waiting()]).to.deep.equal([1, 2, null]);
      await losePast('put-back');
      await losePast('put-back');
      expect(await codeOf(take())).to.equal('database-put-back');
      expect(await waiting()).to.include({ how: 'put-back' });
      expect(await codeOf(confirm(await answer({ incoming: 9 })))).to.equal('nothing-to-confirm');
      await losePast('restored', 'Chép lại');
      expect(await codeOf(take())).to.equal('numbers-unconfirmed');
      await confirm(await answer({ incoming: 9 }));
      expect([await take(), await take('outgoing'), await waiting()]).to.deep.equal([10, 1, null]);
      const said = (await eventsOf(DEPLOYMENT)).filter(({ type }) => type === 'past-lost');
      expect(said).to.have.length(2);
      const [event] = (await eventsOf(office.agency.id)).filter(({ type }) => type === 'numbers-confirmed');
      const numbers = event?.type === 'numbers-confirmed' ? event.registers.map(({ from, to }) => [from, to]) : [];
      expect(numbers).to.have.deep.members([
        [2, 9],
        [0, 0],
      ]);
    });

    it('that were lost are a stretch of their own in the book, which its closing leaves out', async () => {
      await take();
      await losePast('restored');
      await confirm(await answer({ incoming: 4 }));
      await take();
      const [book] = (await readBooks(office.clerk.actor, 2026)).books;
      expect(book).to.include({ kind: 'incoming', lastNumber: 5, count: 2, missing: 3 });
      const register = await readOne(registers, { kind: 'incoming' });
      expect(register?.lost?.map(({ first, last, by }) => [first, last, by.name])).to.deep.equal([
        [2, 4, 'Bùi Thị Yến'],
      ]);
      clock = new Date('2027-01-04T02:00:00Z');
      const { id: registerId = '', version = 0 } = register ?? {};
      const { closing } = await inTransaction(office.clerk.actor, (tx) => closeRegister(tx, { registerId, version }));
      expect(closing).to.deep.include({ count: 2, last: 5 });
    });

    it('are confirmed for every register there is, none below what it gave or what others hold', async () => {
      const takes = { what: 'types', typeCodes: ['quyet-dinh'] } as const;
      const book = { kind: 'outgoing', year: 2026, title: 'Sổ quyết định', takes } as const;
      await take('outgoing');
      await losePast('restored');
      const early = await answer();
      const { series } = await inTransaction(office.clerk.actor, (tx) => openRegister(tx, book));
      expect(await codeOf(confirm(early))).to.equal('registers-differ');
      const agencyId = office.agency.id;
      const known = { version: 1, agencyId, kind: 'outgoing', year: 2026, typeCode: 'quyet-dinh', number: 7 } as const;
      await rowsOf(knownNumbers).insertOne({ _id: 'known', ...known, code: '07/QĐ-SNV' });
      const shown = await waiting();
      const ofSeries = shown?.registers.find((register) => register.series === series);
      expect(ofSeries?.known).to.deep.equal({ number: 7, code: '07/QĐ-SNV' });
      const said = await answer();
      const below = (less: string, last: number) => ({
        ...said,
        registers: said.registers.map((one) => (one.series === less ? { ...one, last } : one)),
      });
      expect(await codeOf(confirm(below(series, 6)))).to.equal('number-below-known');
      expect(await codeOf(confirm(below('general', 0)))).to.equal('number-below-known');
      expect(await codeOf(confirm({ ...said, registers: [...said.registers, ...said.registers] }))).to.equal(
        'registers-differ',
      );
      expect(await codeOf(confirm({ ...said, since: new Date(0).toISOString() }))).to.equal('nothing-to-confirm');
      await confirm(said);
      const decision = await inTransaction(office.clerk.actor, (tx) =>
        takeNumber(tx, { kind: 'outgoing', what: 'document', typeCode: 'quyet-dinh', unitId: null, bodyId: null }),
      );
      expect(decision.number).to.equal(8);
      expect(await codeOf(confirm(said))).to.equal('nothing-to-confirm');
    });

    it('wait in each agency for its own clerk, also in one that was made since', async () => {
      await losePast('restored');
      await confirm(await answer());
      const other = { ...office.clerk.actor, agencyId: (await anAgency()).id };
      expect(await codeOf(take('incoming', other))).to.equal('numbers-unconfirmed');
      expect(await take()).to.equal(1);
      clock = new Date('2027-01-01T02:00:00Z');
      expect(await take('incoming', other)).to.equal(1);
    });

    it('are never given twice, however often the database goes back', async () => {
      const step = fc.oneof(
        fc.record({ give: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ back: fc.integer({ min: 0, max: 6 }), beyond: fc.integer({ min: 0, max: 2 }) }),
      );
      const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 5 }), async (steps) => {
        await rowsOf(registers).deleteMany({});
        await rowsOf(lostPasts).deleteMany({});
        const given: number[] = [];
        for (const one of steps) {
          if ('give' in one) {
            for (let times = 0; times < one.give; times += 1) given.push(await take());
            continue;
          }
          const [register] = await readAll(registers, { kind: 'incoming' });
          const lastNumber = Math.max(0, (register?.lastNumber ?? 0) - one.back);
          await inTransaction(office.clerk.actor, async (tx) => {
            const older = { lastNumber, lost: undefined };
            if (register) tx.change(registers, await tx.load(registers, register.id), older);
          });
          clock = new Date(clock.getTime() + 1_000);
          await losePast('restored');
          expect(await codeOf(take())).to.equal('numbers-unconfirmed');
          // What the register still knows, by an earlier answer beyond what was given, is the least that may be said.
          await confirm(await answer({ incoming: Math.max(lastNumber, ...given) + one.beyond }));
        }
        expect(new Set(given).size).to.equal(given.length);
      });
      await fc.assert(property, { numRuns: runs(3) });
    });
  });
});

import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { parseCsv } from '../../../server/platform/text/csv.ts';
import { listImported, readBooks } from '../../../server/registry/books/book-queries.ts';
import { closeRegister } from '../../../server/registry/books/close-register.ts';
import { checkImport, importRegister, type OldRegister } from '../../../server/registry/books/import-register.ts';
import { importedEntries } from '../../../server/registry/books/store.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { registers } from '../../../server/registry/registers/store.ts';
import { aClerk, eventsOf, refusalOf, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOutgoingDocument } from '../../support/registry.ts';

const outgoing = 'Số;Ký hiệu;Ngày văn bản;Tên loại và trích yếu;Người ký;Nơi nhận;Lý do huỷ số';
const incoming = 'Số đến,Ngày đến,Tác giả,"Số, ký hiệu",Ngày văn bản,Tên loại và trích yếu,Ghi chú';

describe('a table as spreadsheets write it', () => {
  it('has commas or semicolons, quotes, lines in cells, and empty lines that do not count', () => {
    expect(parseCsv('\ufeffa;"b ""c"""\r\n\r\n1;"x\ny"\n2; z ')).to.deep.equal([
      { line: 1, cells: ['a', 'b "c"'] },
      { line: 3, cells: ['1', 'x\ny'] },
      { line: 5, cells: ['2', 'z'] },
    ]);
    expect(parseCsv('a,b\n"1,5",2')).to.deep.equal([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1,5', '2'] },
    ]);
  });
});

describe('an old register', () => {
  const clerk = aClerk();
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => new Date('2026-11-22T02:00:00Z') });

  const bookOf = (rows: readonly string[], over: Partial<OldRegister> = {}): OldRegister => ({
    kind: 'outgoing',
    year: 2024,
    title: 'Sổ quyết định',
    csv: [over.kind === 'incoming' ? incoming : outgoing, ...rows].join('\n'),
    ...over,
  });
  const row = (number: number, day: string, reason = '') =>
    `${number};QĐ-SNV;${day};Quyết định nâng lương;Trần Văn Bình;Văn phòng;${reason}`;
  const take = (old: OldRegister, actor = clerk) => inTransaction(actor, (tx) => importRegister(tx, old), 'import');
  const check = (old: OldRegister) => inTransaction(clerk, (tx) => checkImport(tx, old), 'import');
  const faults = async (old: OldRegister) =>
    (await check(old)).problems.map(({ line, column, code }) => `${line} ${column} ${code}`);

  it('keeps its own numbers and days, is marked as taken over, and gives no numbers', async () => {
    const register = await take(bookOf([row(1, '3/1/2024'), row(2, '2024-01-03', 'Ghi nhầm'), row(5, '05/02/2024')]));
    expect(register).to.deep.include({ lastNumber: 5, year: 2024, title: 'Sổ quyết định' });
    const { items, next } = await listImported(clerk.agencyId, register.id, { limit: 2 });
    expect(items.map(({ number, date, code, voidReason }) => [number, date, code, voidReason])).to.deep.equal([
      [1, '2024-01-03', '01/QĐ-SNV', null],
      [2, '2024-01-03', '02/QĐ-SNV', 'Ghi nhầm'],
    ]);
    expect(items[0]).to.include({ importedAt: '2026-11-22T02:00:00.000Z', importedBy: clerk.name });
    expect((await listImported(clerk.agencyId, register.id, { limit: 2, after: next ?? 0 })).items).to.have.length(1);
    expect((await refusalOf(listImported('so-khac', register.id, { limit: 2 }))).kind).to.equal('not-found');
    const [book] = (await readBooks(clerk, 2026, 2024)).books;
    expect(book).to.deep.include({ historical: true, open: false, count: 3, missing: 2, closable: true });
    expect(book?.voided).to.deep.equal([{ number: 2, reason: 'Ghi nhầm', names: [] }]);
    expect(await eventsOf(clerk.agencyId)).to.deep.equal([
      { type: 'register-imported', registerId: register.id, year: 2024, entries: 3, first: 1, last: 5 },
    ]);
  });

  it('takes no number and symbol that a running register gave in its year', async () => {
    const signed = { signedAt: new Date('2024-03-01T02:00:00Z'), certificateSha256: 'a'.repeat(64) };
    const numbering = { registerId: 'so', number: 7, year: 2024, issuedOn: '2024-03-01', numberedAt: signed.signedAt };
    const state = { status: 'issued' as const, ...signed, ...numbering, issuedAt: signed.signedAt };
    const { agencyId } = clerk;
    await inTransaction(clerk, async (tx) => {
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, notation: 'QĐ-SNV', state }));
    });
    expect(await faults(bookOf([row(6, '01/03/2024'), row(7, '01/03/2024')]))).to.deep.equal(['3 code code-taken']);
    expect(await faults(bookOf([row(7, '01/03/2023')], { year: 2023 }))).to.deep.equal([]);
  });

  it('goes on where it ends, until it is closed', async () => {
    await take(bookOf([row(1, '03/01/2024')]));
    expect(await faults(bookOf([row(1, '04/01/2024'), row(2, '02/01/2024')]))).to.deep.equal([
      '2 number number-not-after',
      '2 code code-taken',
      '3 date day-before',
    ]);
    const { id: registerId, version } = await take(bookOf([row(2, '04/01/2024')]));
    const closed = await inTransaction(clerk, (tx) => closeRegister(tx, { registerId, version }));
    expect(closed.closing).to.deep.include({ count: 2, first: 1, last: 2, voided: [] });
    expect((await refusalOf(check(bookOf([row(3, '05/01/2024')])))).code).to.equal('register-closed');
  });

  it('is taken over whole or not at all; every fault has its line', async () => {
    const wrong = bookOf([
      row(1, '03/01/2024'),
      row(1, '04/01/2024'),
      row(2, '31/02/2024'),
      row(3, '01/01/2025'),
      'x;QĐ-SNV;05/01/2024;;;Văn phòng;',
      '6;QĐ-SNV;05/01/2024;MẬT: kế hoạch;;Văn phòng;',
    ]);
    expect(await faults(wrong)).to.deep.equal([
      '3 number number-not-after',
      '4 date not-readable',
      '5 date other-year',
      '6 number not-readable',
      '6 subject not-readable',
      '7 subject state-secret',
    ]);
    const refusal = await refusalOf(take(wrong));
    expect(refusal.code).to.equal('import-refused');
    expect(refusal.details.fields).to.have.length(6);
    expect(await readAll(importedEntries, {})).to.deep.equal([]);
    expect(await readAll(registers, {})).to.deep.equal([]);
    expect(await faults(bookOf([], { csv: 'Số;Màu\n1;đỏ' }))).to.include.members([
      '1 Màu unknown-column',
      '1 noi nhan missing-column',
    ]);
    expect((await refusalOf(take(bookOf([])))).code).to.equal('import-refused');
    expect((await refusalOf(check(bookOf([], { year: 2026 })))).code).to.equal('year-out-of-range');
  });

  it('of incoming documents dates them by the day of arrival', async () => {
    const line = (number: number, arrived: string, issued: string) =>
      `${number},${arrived},UBND tỉnh,12/UBND-VX,${issued},"Công văn về việc, thi đua",`;
    const old = (...rows: string[]) => bookOf(rows, { kind: 'incoming', title: 'Sổ công văn đến' });
    expect(await faults(old(line(1, '03/01/2024', '04/01/2024')))).to.deep.equal(['2 issuedOn date-out-of-range']);
    await take(old(line(1, '03/01/2024', '29/12/2023'), line(2, '03/01/2024', '02/01/2024')));
    expect((await readAll(importedEntries, { number: 1 }))[0]).to.include({
      ...{ date: '2024-01-03', issuedOn: '2023-12-29', code: '12/UBND-VX' },
      ...{ party: 'UBND tỉnh', subject: 'Công văn về việc, thi đua' },
    });
  });
});

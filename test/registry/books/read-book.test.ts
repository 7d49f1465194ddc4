import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import decodeQR from 'qr/decode.js';
import { readSheet } from 'read-excel-file/node';
import { rootAt } from '../../../server/audit/heads/log-tree.ts';
import { useHeadSigner } from '../../../server/audit/heads/sign-head.ts';
import { headSignerInFiles } from '../../../server/audit/keys/head-signer.ts';
import { auditEntries } from '../../../server/audit/store.ts';
import { readTreeHead } from '../../../server/audit/tree/read-tree-head.ts';
import { readPageText } from '../../../server/intake/read-page-text.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { newId } from '../../../server/platform/ids.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { parseCsv } from '../../../server/platform/text/csv.ts';
import { forms } from '../../../server/registry/books/book-forms.ts';
import type { AskedNumbers } from '../../../server/registry/books/book-parts.ts';
import { booksContract } from '../../../server/registry/books/contract.ts';
import { booksRoutes } from '../../../server/registry/books/routes.ts';
import { takePart } from '../../../server/registry/books/taken-part.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { registers } from '../../../server/registry/registers/store.ts';
import { passedOn } from '../../../server/routing/queries.ts';
import { assignments, directives } from '../../../server/routing/store.ts';
import { ask, refused, send } from '../../support/ask.ts';
import type { Employee } from '../../support/identity.ts';
import {
  type Agent,
  anAgency,
  anEmployee,
  signedInAs,
  useAuditedLedger,
  useIdentityApp,
} from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anIncomingDocument, anOffice, anOutgoingDocument, aRegister, type Office } from '../../support/registry.ts';
import { anAssignment } from '../../support/routing.ts';

/** What the code at the foot of a page says to whoever scans it. */
async function scanned(pdf: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const { width, height, data } = await document.getPage(0).render({ scale: 2, render: 'bitmap' });
  const said = decodeQR({ width, height, data });
  document.destroy();
  library.destroy();
  return said;
}

describe('a register that is opened', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp({ contracts: { books: booksContract }, routes: booksRoutes(passedOn) });
  let office: Office;
  let clerk: Agent;
  const [registerId, outgoingId, emptyId] = [newId(), newId(), newId()];
  const lost = [{ first: 58, last: 60, at: new Date(), by: { positionId: 'x', name: 'Y' } }];

  const folder = mkdtempSync(join(tmpdir(), 'vanban-test-book-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(async () => {
    useHeadSigner(await headSignerInFiles(folder));
    office = await anOffice();
    clerk = await signedInAs(app.address(), office.clerk.person.username);
    const { id: agencyId } = office.agency;
    await inTransaction(office.clerk.actor, async (tx) => {
      tx.insert(registers, aRegister({ id: registerId, agencyId, lastNumber: 120, lost }));
      tx.insert(registers, aRegister({ id: outgoingId, agencyId, kind: 'outgoing', lastNumber: 2 }));
      tx.insert(registers, aRegister({ id: emptyId, agencyId, kind: 'outgoing', series: 'quyet-dinh' }));
      for (let number = 1; number <= 120; number += 1) {
        if (number >= 58 && number <= 60) continue;
        const isVoided = number === 55;
        const handler = { positionId: office.specialist.position.id, role: 'main' as const, state: 'new' as const };
        const document = tx.insert(incomingDocuments, {
          ...anIncomingDocument({ agencyId, registerId, number }),
          registeredAt: new Date(number < 101 ? '2026-11-22T16:59:59Z' : '2026-11-22T17:00:00Z'),
          ...(isVoided ? { state: 'voided' as const } : {}),
          ...(number === 56 ? { issuer: { agencyId: null, name: '=HYPERLINK("x")' }, toPlaces: '+84' } : {}),
          ...(number === 61 ? { subject: 'Về 中 🙂' } : {}),
          ...(number === 52 ? { presentedTo: office.leader.position.id } : {}),
          handlers: number === 51 ? [{ ...handler, dueOn: null, open: true }] : [],
        });
        if (number === 51) {
          const { person, position } = office.specialist;
          const signedForAt = new Date('2026-11-23T02:30:00Z');
          const who = { positionId: position.id, name: person.fullName, title: position.title };
          tx.insert(assignments, anAssignment({ agencyId, documentId: document.id, ...who, signedForAt }));
        }
        for (const day of number === 51 ? ['2026-11-24', '2026-11-23'] : []) {
          tx.insert(directives, {
            ...({
              agencyId,
              documentId: document.id,
              kind: 'directive',
              givenAt: new Date(`${day}T02:00:00Z`),
            } as const),
            ...{ givenBy: { positionId: 'p', name: 'Q', title: 'R' }, text: '', dueOn: null },
            ...{ toLeaderPositionId: null, toLeaderName: null },
          });
        }
      }
      for (const number of [1, 2]) {
        const numbering = {
          registerId: outgoingId,
          number,
          year: 2026,
          issuedOn: `2026-11-2${number}`,
          numberedAt: tx.now,
        };
        const state = { status: 'issued' as const, issuedAt: tx.now, ...numbering };
        const unitId = number === 1 ? office.specialist.position.unitId : null;
        tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state, unitId }));
      }
    });
  });

  const open = (id: string, number?: number, by = clerk) =>
    ask(by, booksContract.readBook, {
      params: { registerId: id },
      query: number === undefined ? {} : { number: String(number) },
    });

  it('shows the part a number stands in, line by line: voided numbers, lost ones, who has it since which day', async () => {
    const book = await open(registerId, 57);
    expect(book).to.deep.include({ kind: 'incoming', span: { first: 1, last: 120 }, part: { first: 51, last: 100 } });
    expect(book.rows.map(({ number }) => number)).to.deep.equal(
      Array.from({ length: 50 }, (_, index) => index + 51).filter((number) => number < 58 || number > 60),
    );
    expect(book.gaps).to.deep.equal([{ first: 58, last: 60 }]);
    expect(book.rows.filter(({ voided }) => voided).map(({ number }) => number)).to.deep.equal([55]);
    const { person, position } = office.specialist;
    expect(book.rows[0]?.cells.slice(6, 8)).to.deep.equal([`${person.fullName}, ${position.title}`, '23/11/2026']);
    const { leader } = office;
    expect(book.rows[1]?.cells.slice(6, 8)).to.deep.equal([`${leader.person.fullName}, ${leader.position.title}`, '']);
    expect((await open(registerId)).part).to.deep.equal({ first: 101, last: 120 });
    expect(await open(emptyId)).to.deep.include({ span: null, part: null, rows: [] });
  });

  it('shows how its documents are handled, line by line, and is printed and given so', async () => {
    const handling = { params: { registerId }, query: { form: 'handling' as const, first: '51', last: '60' } };
    const shown = await ask(clerk, booksContract.readBook, { ...handling, query: { form: 'handling', number: '51' } });
    expect(shown).to.deep.include({ form: 'handling', gaps: [{ first: 58, last: 60 }] });
    const { person, position } = office.specialist;
    expect(shown.rows[0]?.cells).to.deep.include(`${person.fullName}, ${position.title}`);
    const rows = await readSheet(await ask(clerk, booksContract.exportBook, handling));
    expect(rows.map((row) => row[0])).to.deep.equal([
      'Số đến',
      ...shown.rows.slice(0, 7).map(({ cells }) => cells[0]),
      '58',
      '59',
      '60',
    ]);
    expect((await send(clerk, booksContract.printBook, handling)).status).to.equal(200);
    const outgoing = { params: { registerId: outgoingId }, query: { form: 'handling' as const } };
    expect(await refused(clerk, booksContract.readBook, outgoing)).to.equal('404 not-found');
  });

  it('shows to whom its documents were handed, and is printed so', async () => {
    const handing = { params: { registerId }, query: { form: 'handing-over' as const, first: '51', last: '52' } };
    const shown = await ask(clerk, booksContract.readBook, {
      ...handing,
      query: { form: 'handing-over', number: '51' },
    });
    const { person, position } = office.specialist;
    const name = `${person.fullName}, ${position.title}`;
    expect(shown.rows[0]?.cells.slice(0, 4)).to.deep.equal([
      ...['23/11/2026', '51', name, `${name}: điện tử 23/11/2026 09:30`],
    ]);
    expect((await send(clerk, booksContract.printBook, handing)).status).to.equal(200);
  });

  it('shows of a period the numbers it gave then; the days are those of Vietnam', async () => {
    const during = (id: string, from?: string, to?: string) =>
      ask(clerk, booksContract.readBook, { params: { registerId: id }, query: { from, to } });
    expect(await during(registerId, '2026-11-23')).to.deep.include({ span: { first: 101, last: 120 } });
    expect(await during(registerId, '2026-11-01', '2026-11-22')).to.deep.include({ span: { first: 1, last: 100 } });
    expect(await during(registerId, '2026-11-24', '2026-11-30')).to.deep.include({ span: null, rows: [] });
    const { rows } = await during(outgoingId, '2026-11-22', '2026-11-22');
    expect(rows.map(({ number }) => number)).to.deep.equal([2]);
    const days = { from: '2026-11-23', to: '2026-11-23' };
    const periodOf = async (numbers: AskedNumbers) =>
      (await takePart(office.clerk.actor, registerId, { ...days, ...numbers }, 500, passedOn)).period;
    expect(await periodOf({})).to.deep.equal(days);
    expect(await periodOf({ first: 101, last: 120 })).to.deep.equal(days);
    expect(await periodOf({ first: 101, last: 119 }), 'a part of a day does not close it').to.deep.equal({});
    const printed = { params: { registerId }, query: { from: '2026-11-24' } };
    expect(await refused(clerk, booksContract.printBook, printed)).to.equal('422');
  });

  it('reads an outgoing part by the index of its numbers', async () => {
    const { rows } = await open(outgoingId);
    expect(rows.map(({ cells }) => cells[0])).to.deep.equal(['01/SNV-VP', '02/SNV-VP']);
    expect(rows.map(({ cells }) => cells[5])).to.deep.equal(['VT, VP', 'VT']);
    const number = { $gte: 1, $lte: 50, $type: 'number' };
    const asked = { agencyId: office.agency.id, 'state.registerId': outgoingId, 'state.number': number };
    const plan = await outgoingDocuments.model.collection.find(asked).sort({ 'state.number': 1 }).explain();
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).to.include('agencyId_1_state.registerId_1_state.number_1');
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.to.include('"SORT"');
  });

  it('is printed as a PDF with the numbers that are named, on each page the head of the log; the log says which', async () => {
    const printed = await send(clerk, booksContract.printBook, {
      params: { registerId },
      query: { first: '51', last: '62' },
    });
    expect(printed.status).to.equal(200);
    expect(printed.headers['content-type']).to.equal('application/pdf');
    const words = (await readPageText(printed.body)).text
      .flatMap(({ pieces }) => pieces.map(({ text }) => text))
      .join('');
    expect(words.replaceAll(' ', ''), 'what the font lacks').to.match(/Về\[U\+4E2D\]\[U\+1F642\].*mãUnicode/);
    const head = readTreeHead(JSON.parse(await scanned(printed.body)));
    expect(head).to.deep.include({ log: office.agency.id });
    expect(Buffer.from(await rootAt(head.log, head.size)).toString('base64')).to.equal(head.root);
    const events = (await readAll(auditEntries, { agencyId: office.agency.id })).map(({ event }) => event);
    expect(events).to.deep.include({
      ...{ type: 'register-printed', registerId, kind: 'incoming', year: 2026, first: 51, last: 62 },
    });
    const tooLong = { params: { registerId }, query: { first: '1', last: '121' } };
    expect(await refused(clerk, booksContract.printBook, tooLong)).to.equal('422');
  });

  it('is given as a workbook and as CSV, a row for each number, voided and lost ones too; nothing is reckoned', async () => {
    const taken = async (format: 'xlsx' | 'csv') => {
      const query = { format, first: '51', last: '62' };
      return await ask(clerk, booksContract.exportBook, { params: { registerId }, query });
    };
    const csv = parseCsv((await taken('csv')).toString()).map(({ cells }) => cells);
    const workbook = (await readSheet(await taken('xlsx'))).map((row) => row.map((cell) => cell ?? ''));
    for (const [head, ...rows] of [csv, workbook]) {
      expect(head).to.deep.equal(forms.incoming.columns.map(({ name }) => name));
      expect(rows.map((row) => row[1])).to.deep.equal(Array.from({ length: 12 }, (_, at) => String(at + 51)));
      expect(rows.map((row) => row[9])).to.deep.equal([
        ...['', '', '', '', 'Huỷ số', '', ''],
        ...Array(3).fill('Không có văn bản trong sổ'),
        ...['', ''],
      ]);
    }
    expect([csv[6]?.[2], csv[6]?.[6]]).to.deep.equal([`'=HYPERLINK("x")`, `'+84`]);
    expect([workbook[6]?.[2], workbook[6]?.[6]]).to.deep.equal(['=HYPERLINK("x")', '+84']);
    const events = (await readAll(auditEntries, { agencyId: office.agency.id })).map(({ event }) => event);
    const what = { registerId, kind: 'incoming', year: 2026, first: 51, last: 62 };
    expect(events).to.deep.include({ type: 'register-downloaded', ...what, format: 'csv' });
  });

  it('is for the clerks and leaders of its agency: not for administrators, specialists or anybody else', async () => {
    const as = async ({ person }: Employee) => await signedInAs(app.address(), person.username);
    const asked = { params: { registerId } };
    await open(registerId, 1, await as(office.leader));
    for (const employee of [await anEmployee(office.agency, ['administrator']), office.specialist]) {
      expect(await refused(await as(employee), booksContract.readBook, asked)).to.equal('403 not-permitted');
    }
    const stranger = await as(await anEmployee(await anAgency(), ['clerk']));
    const printed = { ...asked, query: { first: '1', last: '2' } };
    expect(await refused(stranger, booksContract.readBook, asked)).to.equal('404 not-found');
    expect(await refused(stranger, booksContract.printBook, printed)).to.equal('404');
    expect(await refused(stranger, booksContract.exportBook, asked)).to.equal('404');
  });
});

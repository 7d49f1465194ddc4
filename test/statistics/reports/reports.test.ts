import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSheet } from 'read-excel-file/node';
import { useHeadSigner } from '../../../server/audit/heads/sign-head.ts';
import { headSignerInFiles } from '../../../server/audit/keys/head-signer.ts';
import { deliveries } from '../../../server/exchange/store.ts';
import { readPageText } from '../../../server/intake/read-page-text.ts';
import { newId } from '../../../server/platform/ids.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { parseCsv } from '../../../server/platform/text/csv.ts';
import type { Handler } from '../../../server/registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { assignments } from '../../../server/routing/store.ts';
import { statisticsContract } from '../../../server/statistics/contract.ts';
import { statisticsRoutes } from '../../../server/statistics/routes.ts';
import { ask, refused } from '../../support/ask.ts';
import { type Agent, eventsOf, signedInAs, useAuditedLedger, useIdentityApp } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anIncomingDocument, anOffice, anOutgoingDocument, type Office } from '../../support/registry.ts';

describe('a report of how documents are handled', () => {
  useFreshDatabase();
  useAuditedLedger({ clock: () => new Date('2026-11-24T03:00:00Z') });
  const app = useIdentityApp({ contracts: { statistics: statisticsContract }, routes: statisticsRoutes });
  let office: Office;
  let clerk: Agent;
  const folder = mkdtempSync(join(tmpdir(), 'vanban-test-report-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(async () => {
    useHeadSigner(await headSignerInFiles(folder));
    office = await anOffice();
    clerk = await signedInAs(app.address(), office.clerk.person.username);
    await inTransaction(office.clerk.actor, async (tx) => {
      const { id: agencyId } = office.agency;
      let number = 0;
      const arrived = (over: Parameters<typeof anIncomingDocument>[0]) => {
        number += 1;
        const registerId = 'so-den';
        return tx.insert(incomingDocuments, anIncomingDocument({ agencyId, registerId, number, ...over }));
      };
      const given = { positionId: office.specialist.position.id, name: 'A', title: 'B', role: 'main' as const };
      const handler = (over: Partial<Handler>): Handler[] => [
        { ...given, state: 'in-progress', dueOn: '2026-11-23', open: true, ...over },
      ];
      const { id: answerId } = tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: issued(1) }));
      const sent = (name: string, day: string, reference: string, over: object = {}) =>
        tx.insert(deliveries, {
          ...{ agencyId, documentId: answerId, recipient: { name, ...over }, channel: 'paper', paperCopies: 1 },
          ...{ state: 'paper', createdAt: tx.now, attempts: 0, receipts: [] },
          posted: { way: 'post', sentOn: day, reference, at: tx.now, by: 'An' },
        });
      sent('Bà Lê Thị Hoa', '2026-11-24', 'EB 2 VN');
      sent('Công ty Sao Mai', '2026-11-23', 'EB 1 VN', { address: '12 Lê Lợi' });
      sent('Công ty Sao Khuê', '2026-12-01', 'EB 3 VN');
      arrived({});
      arrived({ state: 'voided' });
      arrived({ state: 'in-progress', handlers: handler({ dueOn: '2026-11-01' }) });
      arrived({
        ...{ state: 'in-progress', handlers: handler({}) },
        answeredBy: [{ documentId: answerId, code: '01/SNV-VP' }],
      });
      const done = arrived({ state: 'done', handlers: handler({ state: 'done', open: false }) });
      tx.insert(assignments, {
        ...{ agencyId, documentId: done.id, directiveId: newId(), ...given, state: 'done', dueOn: '2026-11-23' },
        ...{ open: false, startedAt: null, doneAt: new Date('2026-11-23T17:30:00Z'), result: 'Xong' },
      });
      // Midnight in Vietnam: not of the period.
      arrived({ registeredAt: new Date('2026-10-31T16:59:59Z') });
      const { unitId } = office.specialist.position;
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, unitId, state: issued(2) }));
    });
  });

  const issued = (number: number) => {
    const at = new Date(`2026-11-2${number}T02:00:00Z`);
    const numbering = { registerId: 'so-di', number, year: 2026, issuedOn: `2026-11-2${number}`, numberedAt: at };
    return { status: 'issued' as const, issuedAt: at, ...numbering };
  };
  const november = { from: '2026-11-01', to: '2026-11-30' };
  const read = (kind: 'incoming' | 'outgoing') =>
    ask(clerk, statisticsContract.readReport, { query: { kind, ...november } });

  it('has every number of the period in one column, by the unit that is in charge, as it stands today', async () => {
    const incoming = await read('incoming');
    expect(incoming.outcomes).to.deep.equal(['done-in-time', 'done-late', 'open-in-time', 'open-late', 'ended']);
    const [unit, unassigned] = incoming.rows;
    expect(unit).to.deep.include({ part: 'unit', given: 3, counts: [1, 1, 0, 1, 0] });
    expect(unassigned).to.deep.equal({ part: 'unassigned', unitName: null, given: 2, counts: [0, 0, 1, 0, 1] });
    expect(incoming.total).to.deep.equal({ given: 5, counts: [1, 1, 1, 1, 1] });
    const outgoing = await read('outgoing');
    expect(outgoing.rows).to.deep.equal([
      { part: 'unit', unitName: unit?.unitName, given: 1, counts: [1, 0, 0, 0, 0] },
      { part: 'no-unit', unitName: null, given: 1, counts: [1, 0, 0, 0, 0] },
    ]);
  });

  it('is printed, and given as tables that can be reckoned with; the log says who took it', async () => {
    const taken = (format: 'pdf' | 'xlsx' | 'csv') =>
      ask(clerk, statisticsContract.takeReport, { query: { kind: 'incoming', ...november, format } });
    const { text } = await readPageText(await taken('pdf'));
    const printed = text.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join(' ');
    for (const words of ['BÁO CÁO TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐẾN', 'Chưa giao xử lý', 'Dấu niêm nhật ký'])
      expect(printed).to.include(words);
    const sums = ['Cộng', 5, 1, 1, 1, 1, 1];
    expect((await readSheet(await taken('xlsx'))).at(-1)).to.deep.equal(sums);
    expect(parseCsv((await taken('csv')).toString()).at(-1)?.cells).to.deep.equal(sums.map(String));
    expect(await eventsOf(office.agency.id)).to.deep.include({
      ...{ type: 'report-downloaded', kind: 'incoming', ...november, format: 'xlsx' },
    });
  });

  it('of what went by post has a line for each recipient, in the order of days', async () => {
    const { rows } = await ask(clerk, statisticsContract.readPostBook, { query: november });
    expect(rows.map(({ cells }) => cells)).to.deep.equal([
      ['23/11/2026', '01/SNV-VP', 'Công ty Sao Mai, 12 Lê Lợi', '1', '', 'EB 1 VN'],
      ['24/11/2026', '01/SNV-VP', 'Bà Lê Thị Hoa', '1', '', 'EB 2 VN'],
    ]);
    const query = { ...november, format: 'pdf' as const };
    const { text } = await readPageText(await ask(clerk, statisticsContract.takePostBook, { query }));
    const printed = text.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join(' ');
    for (const words of ['SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN', 'EB 2 VN', 'Gồm 2 dòng']) expect(printed).to.include(words);
    const specialist = await signedInAs(app.address(), office.specialist.person.username);
    expect(await refused(specialist, statisticsContract.readPostBook, { query: november })).to.equal(
      '403 not-permitted',
    );
  });

  it('is of a year at most', async () => {
    const asked = (to: string) => ({ query: { kind: 'incoming' as const, from: '2026-01-01', to } });
    expect(await refused(clerk, statisticsContract.readReport, asked('2027-01-02'))).to.equal('422 date-out-of-range');
    expect(await refused(clerk, statisticsContract.readReport, asked('2025-12-31'))).to.equal('422 date-out-of-range');
    await ask(clerk, statisticsContract.readReport, asked('2027-01-01'));
  });
});

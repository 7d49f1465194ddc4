import { expect } from 'chai';
import { losePast } from '../../../server/audit/checks/lose-past.ts';
import { yearInVietnam } from '../../../server/platform/calendar.ts';
import { currentTime } from '../../../server/platform/clock.ts';
import { booksContract } from '../../../server/registry/books/contract.ts';
import { booksRoutes } from '../../../server/registry/books/routes.ts';
import { type Agent, aKey, anEmployee, signedInAs, useAuditedLedger, useIdentityApp } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOffice, type Office } from '../../support/registry.ts';

describe('the registers over HTTP', () => {
  let office: Office;
  let clerk: Agent;
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp({ contracts: { books: booksContract }, routes: booksRoutes(async () => new Map()) });
  before(async () => {
    office = await anOffice();
    clerk = await signedInAs(app.address(), office.clerk.person.username);
  });
  const year = yearInVietnam(currentTime());
  const toOpen = { year, title: 'Sổ quyết định', takes: { what: 'types', typeCodes: ['quyet-dinh'] } };
  const old = { kind: 'incoming', year: year - 1, title: 'Sổ cũ' };
  const csv = `Số đến,Ngày đến,Tác giả,Tên loại và trích yếu\n1,02/01/${year - 1},UBND tỉnh,Công văn`;

  it('are opened, imported, listed and closed by a clerk', async () => {
    await clerk.post('/api/registers').send(toOpen).expect(400);
    const opened = await clerk.post('/api/registers').set(aKey()).send(toOpen).expect(201);
    expect(opened.body).to.deep.include({ title: 'Sổ quyết định', takes: toOpen.takes, lastNumber: 0, open: true });
    await clerk.post('/api/registers').set(aKey()).send(toOpen).expect(409);
    const check = await clerk
      .post('/api/register-imports/check')
      .send({ ...old, csv })
      .expect(200);
    expect(check.body).to.deep.equal({ entries: 1, first: 1, last: 1, problems: [] });
    const { body } = await clerk
      .post('/api/register-imports')
      .set(aKey())
      .send({ ...old, csv })
      .expect(201);
    const { body: lines } = await clerk.get(`/api/registers/${body.id}/imported`).expect(200);
    expect(lines.items).to.have.length(1);
    const { body: past } = await clerk.get(`/api/register-books?year=${year - 1}`).expect(200);
    const [{ id, version }] = past.books;
    const closed = await clerk.post(`/api/registers/${id}/close`).set(aKey()).send({ version }).expect(200);
    expect(closed.body.closing).to.deep.include({ count: 1, first: 1, last: 1, voided: [] });
    const { body: now } = await clerk.get('/api/register-books').expect(200);
    expect(now).to.deep.include({ year, thisYear: year, years: [year, year - 1], voidRequests: [] });
  });

  it('wait after a restore for the clerk to confirm their last numbers', async () => {
    await losePast('restored');
    const { body: shown } = await clerk.get('/api/register-books').expect(200);
    const { since, how, registers } = shown.toConfirm;
    expect(how).to.equal('restored');
    expect(registers).to.deep.include({
      ...{ kind: 'incoming', series: 'general', title: null, takes: null, lastNumber: 0, known: null },
    });
    const lasts = (last: number) =>
      registers.map(({ kind, series }: Record<string, string>) => ({ kind, series, last }));
    const confirm = (agent: Agent, last: number) =>
      agent
        .post('/api/register-numbers')
        .set(aKey())
        .send({ since, registers: lasts(last), reason: 'Sổ in' });
    const leader = await signedInAs(app.address(), office.leader.person.username);
    await confirm(leader, 3).expect(403);
    await confirm(clerk, -1).expect(422);
    const { body } = await confirm(clerk, 3).expect(200);
    expect(body.registers.map(({ lastNumber }: Record<string, unknown>) => lastNumber)).to.include(3);
    const { body: again } = await confirm(clerk, 3).expect(409);
    expect(again.type).to.include('nothing-to-confirm');
    const { body: after } = await clerk.get('/api/register-books').expect(200);
    expect(after.toConfirm).to.equal(null);
  });

  it('refuse a table with a fault, by its line', async () => {
    const wrong = { ...old, title: 'Sổ khác', csv: csv.replace('02/01', '32/01') };
    const { body } = await clerk.post('/api/register-imports').set(aKey()).send(wrong).expect(422);
    expect(body.fields).to.deep.equal([{ pointer: '/lines/2/date', code: 'not-readable', detail: 'cannot be read' }]);
  });

  it('are seen by administrators, who open but neither close nor import, and by no specialist', async () => {
    const administrator = await anEmployee(office.agency, ['administrator']);
    const agent = await signedInAs(app.address(), administrator.person.username);
    await agent.get('/api/register-books').expect(200);
    await agent
      .post('/api/registers')
      .set(aKey())
      .send({ ...toOpen, takes: { what: 'copies' } })
      .expect(201);
    await agent
      .post('/api/register-imports')
      .set(aKey())
      .send({ ...old, csv })
      .expect(403);
    await agent.post('/api/registers/any/close').set(aKey()).send({ version: 1 }).expect(403);
    const specialist = await signedInAs(app.address(), office.specialist.person.username);
    await specialist.get('/api/register-books').expect(403);
    await specialist.post('/api/registers').set(aKey()).send(toOpen).expect(403);
  });
});

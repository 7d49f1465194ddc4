import { expect } from 'chai';
import { setSignatureImage } from '../../server/identity/people/own-account.ts';
import { people } from '../../server/identity/store.ts';
import { createUnit } from '../../server/identity/units/create-unit.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { idempotencyRecords } from '../../server/platform/ledger/idempotency.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { uploads } from '../../server/platform/uploads/upload-store.ts';
import {
  type Agent,
  aKey,
  anAgency,
  anEmployee,
  type Employee,
  eventsOf,
  refusalOf,
  signedInAs,
  useAuditedLedger,
  useIdentityApp,
} from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const today = '2026-01-01';

describe('administering an agency', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp();
  let administrator: Employee;
  let agent: Agent;
  let neighbour: Employee;

  before(async () => {
    administrator = await anEmployee(await anAgency(), ['administrator']);
    neighbour = await anEmployee(await anAgency(), ['specialist']);
    agent = await signedInAs(app.address(), administrator.person.username);
  });

  const act = (path: string, body: object) => agent.post(`/api${path}`).set(aKey()).send(body);
  const lastEvent = async () => (await eventsOf(administrator.actor.agencyId)).at(-1);
  let lastName = 0;
  async function newPerson(): Promise<{ id: string; username: string; startPassword: string }> {
    lastName += 1;
    const username = `moi-${lastName}`;
    const { body } = await act('/people', { username, fullName: 'Phạm Thu Hà' }).expect(201);
    return { id: body.person.id, username, startPassword: body.startPassword };
  }
  const aPositionOf = (personId: string, over: object = {}) =>
    act(`/people/${personId}/positions`, { title: 'Chuyên viên', roles: ['specialist'], from: today, ...over });

  it('adds an agency to the directory, once for each code', async () => {
    const fields = { code: 'H99.77', oldCode: '000.00.77.H99', name: 'Sở Y tế', symbol: 'SYT', place: 'Sao Mai' };
    const { body } = await act('/agencies', fields).expect(201);
    expect(body).to.deep.include({ ...fields, parentName: null, active: true });
    expect(await lastEvent()).to.deep.equal({ type: 'agency-created', subjectAgencyId: body.id, code: 'H99.77' });
    const again = await act('/agencies', { ...fields, oldCode: null }).expect(409);
    expect(again.body.type).to.equal('/problems/code-taken');
    await act('/agencies', { ...fields, code: 'H99.78' }).expect(409);
    await act('/agencies', { ...fields, code: 'h99' }).expect(422);
  });

  it('finds agencies by name, symbol and code, with or without marks', async () => {
    await act('/agencies', { code: 'H99.88', name: 'Sở Tài chính', symbol: 'STC', place: 'Sao Mai' }).expect(201);
    for (const typed of ['tai chinh', 'Tài', 'stc', 'H99.88']) {
      const { body } = await agent.get('/api/agencies').query({ q: typed }).expect(200);
      expect(
        body.map(({ symbol }: { symbol: string }) => symbol),
        typed,
      ).to.deep.equal(['STC']);
    }
  });

  it('adds a unit, with a symbol of its own within the agency', async () => {
    const { body } = await act('/units', { name: 'Văn phòng', symbol: 'VP' }).expect(201);
    expect(await lastEvent()).to.deep.equal({ type: 'unit-created', unitId: body.id });
    await act('/units', { name: 'Văn phòng 2', symbol: 'VP' }).expect(409);
    const unit = await inTransaction(neighbour.actor, (tx) => createUnit(tx, { name: 'Văn phòng', symbol: 'VP' }));
    const { body: list } = await agent.get('/api/units').expect(200);
    expect(list).to.deep.equal([body]);
    expect(list).not.to.deep.include(unit);
  });

  it('adds a person, whose start password opens nothing but its own change', async () => {
    const { id, username, startPassword } = await newPerson();
    expect(await lastEvent()).to.deep.equal({ type: 'person-created', subjectPersonId: id });
    await aPositionOf(id).expect(201);
    const fresh = await signedInAs(app.address(), username, startPassword);
    expect((await fresh.get('/api/session').expect(200)).body.mustChangePassword).to.equal(true);
    expect((await fresh.get('/api/units').expect(403)).body.type).to.equal('/problems/password-must-change');
    await fresh
      .post('/api/session/password')
      .send({ current: startPassword, next: 'một buổi sáng mùa thu' })
      .expect(204);
    await fresh.get('/api/units').expect(200);
  });

  it('shows the same start password when the request is repeated, and stores it nowhere', async () => {
    const key = aKey();
    const send = () => agent.post('/api/people').set(key).send({ username: 'lap-lai', fullName: 'Đỗ Văn An' });
    const [first, again] = [await send().expect(201), await send().expect(201)];
    expect(again.headers['idempotency-replayed']).to.equal('true');
    expect(again.body).to.deep.equal(first.body);
    await signedInAs(app.address(), 'lap-lai', first.body.startPassword);
    const kept = await Promise.all([readAll(people, {}), readAll(jobs, {}), readAll(idempotencyRecords, {})]);
    expect(JSON.stringify(kept)).not.to.include(first.body.startPassword);
  });

  it('never makes two people of one user name, even at once', async () => {
    const send = () => act('/people', { username: 'hai-nguoi', fullName: 'Đỗ Văn An' });
    const statuses = (await Promise.all([send(), send(), send(), send()])).map(({ status }) => status);
    expect(statuses.sort()).to.deep.equal([201, 409, 409, 409]);
  });

  it('assigns no property that the form does not have', async () => {
    const body = { username: 'kẻ-lạ', fullName: 'X' };
    await act('/people', body).expect(422);
    for (const extra of [{ isAdmin: true }, { agencyId: neighbour.actor.agencyId }, { passwordHash: 'x' }]) {
      const answer = await act('/people', { username: 'ke-la', fullName: 'X', ...extra }).expect(422);
      expect(answer.body.type).to.equal('/problems/unknown-property');
    }
    expect(await readAll(people, { username: 'ke-la' })).to.deep.equal([]);
  });

  it('gives a position with roles and days, in a unit of the agency', async () => {
    const { id } = await newPerson();
    const { body: unit } = await act('/units', { name: 'Phòng Tổ chức', symbol: 'TC' }).expect(201);
    const { body } = await aPositionOf(id, {
      unitId: unit.id,
      roles: ['unit-head', 'unit-head'],
      until: '2099-12-31',
    }).expect(201);
    expect(body).to.deep.include({ unitName: 'Phòng Tổ chức', roles: ['unit-head'], until: '2099-12-31' });
    expect(await lastEvent()).to.deep.equal({
      type: 'position-created',
      subjectPositionId: body.id,
      subjectPersonId: id,
      roles: ['unit-head'],
    });
    const { body: list } = await agent.get('/api/positions').expect(200);
    expect(list.map((position: { id: string }) => position.id)).to.include(body.id);
    await aPositionOf(id, { from: '2026-05-01', until: '2026-04-30' }).expect(422);
    await aPositionOf(id, { roles: ['king'] }).expect(422);
    await aPositionOf(id, { roles: [] }).expect(422);
  });

  describe('with roles that sign, number or administer', () => {
    const weighty = ['clerk', 'leader', 'administrator'] as const;
    const confirm = (by: Agent, { id, version }: { readonly id: string; readonly version: number }) =>
      by.post(`/api/positions/${id}/confirmation`).set(aKey()).send({ version });

    it('makes nobody alone what takes two, and least of all themselves or a second name of theirs', async () => {
      const second = await newPerson();
      for (const role of weighty) {
        for (const personId of [administrator.person.id, second.id]) {
          const { body } = await aPositionOf(personId, { roles: ['specialist', role] }).expect(201);
          expect(body.proposedBy, role).to.equal(administrator.person.id);
          const refused = await confirm(agent, body).expect(409);
          expect(refused.body.type).to.equal('/problems/second-person-needed');
          const { body: list } = await agent.get('/api/positions').expect(200);
          expect(list.map(({ id }: { id: string }) => id)).not.to.include(body.id);
        }
      }
      const { body: session } = await agent.get('/api/session').expect(200);
      expect(session.positions.map(({ id }: { id: string }) => id)).to.deep.equal([administrator.position.id]);
      const theirs = await signedInAs(app.address(), second.username, second.startPassword);
      expect((await theirs.get('/api/session').expect(200)).body).to.deep.include({ position: null, positions: [] });
    });

    it('lets another administrator agree, once; the rights begin then', async () => {
      const { id, username, startPassword } = await newPerson();
      const theirs = await signedInAs(app.address(), username, startPassword);
      const { body } = await aPositionOf(id, { roles: ['clerk'] }).expect(201);
      const agency = { id: administrator.actor.agencyId };
      const [other, specialist] = [
        await anEmployee(agency, ['administrator']),
        await anEmployee(agency, ['specialist']),
      ];
      await confirm(await signedInAs(app.address(), specialist.person.username), body).expect(403);
      const foreign = await anEmployee(await anAgency(), ['administrator']);
      await confirm(await signedInAs(app.address(), foreign.person.username), body).expect(404);
      const byOther = await signedInAs(app.address(), other.person.username);
      expect((await confirm(byOther, body).expect(200)).body).to.deep.include({ id: body.id, proposedBy: null });
      expect(await lastEvent()).to.deep.equal({
        type: 'position-confirmed',
        subjectPositionId: body.id,
        subjectPersonId: id,
        roles: ['clerk'],
      });
      expect((await confirm(byOther, body).expect(409)).body.type).to.equal('/problems/position-not-waiting');
      expect((await theirs.get('/api/session').expect(200)).body.positions).to.have.length(1);
    });
  });

  it('adds no second agency of a name the directory has, however its marks are written', async () => {
    const fields = { name: 'Sở Xây dựng', symbol: 'SXD', place: 'Sao Mai' };
    await act('/agencies', { ...fields, code: 'H99.61' }).expect(201);
    for (const name of ['Sở Xây dựng', 'SỞ XÂY DỰNG', 'So Xay dung']) {
      const { body } = await act('/agencies', { ...fields, name, code: 'H99.62' }).expect(409);
      expect(body.type).to.equal('/problems/name-taken');
    }
  });

  it('ends a position: its rights are gone with the next request', async () => {
    const { person, position } = await anEmployee({ ...(await anAgency()), id: administrator.actor.agencyId }, [
      'specialist',
    ]);
    const theirs = await signedInAs(app.address(), person.username);
    await theirs.get('/api/units').expect(200);
    await act(`/positions/${position.id}/end`, { until: today }).expect(200);
    await theirs.get('/api/units').expect(401);
    expect(await lastEvent()).to.deep.include({ type: 'position-ended', subjectPositionId: position.id });
    await act(`/positions/${position.id}/end`, { until: today }).expect(409);
  });

  it('locks an account with all its sessions, and unlocks it', async () => {
    const { id, username, startPassword } = await newPerson();
    const sessions = await Promise.all(
      Array.from({ length: 5 }, () => signedInAs(app.address(), username, startPassword)),
    );
    const { body } = await act(`/people/${id}/disable`, { reason: 'Nghỉ hưu' }).expect(200);
    expect(body.disabled).to.equal(true);
    expect(await lastEvent()).to.deep.equal({ type: 'person-disabled', subjectPersonId: id, reason: 'Nghỉ hưu' });
    for (const session of sessions) await session.get('/api/session').expect(401);
    await act(`/people/${id}/disable`, { reason: 'Nghỉ hưu' }).expect(409);
    await act(`/people/${id}/enable`, { reason: 'Nhầm người' }).expect(200);
    expect(await lastEvent()).to.deep.equal({ type: 'person-enabled', subjectPersonId: id, reason: 'Nhầm người' });
    for (const session of sessions) await session.get('/api/session').expect(401);
    await signedInAs(app.address(), username, startPassword);
  });

  it('gives a new start password and ends the sessions of the old one', async () => {
    const { id, username, startPassword } = await newPerson();
    const theirs = await signedInAs(app.address(), username, startPassword);
    const { body } = await act(`/people/${id}/password`, { reason: 'Quên mật khẩu' }).expect(200);
    expect(await lastEvent()).to.deep.equal({ type: 'password-reset', subjectPersonId: id, reason: 'Quên mật khẩu' });
    await theirs.get('/api/session').expect(401);
    await signedInAs(app.address(), username, body.startPassword);
  });

  it('never locks the administrator out who does it', async () => {
    const own = administrator.person.id;
    for (const path of [`/people/${own}/disable`, `/people/${own}/password`]) {
      expect((await act(path, { reason: 'x' }).expect(409)).body.type).to.equal('/problems/own-account');
    }
    await act(`/positions/${administrator.position.id}/end`, { until: today }).expect(409);
  });

  it('answers for people and positions of another agency as for none at all', async () => {
    const paths = (id: string) => [
      { path: `/people/${id}/disable`, body: { reason: 'x' } },
      { path: `/people/${id}/enable`, body: { reason: 'x' } },
      { path: `/people/${id}/password`, body: { reason: 'x' } },
      { path: `/people/${id}/positions`, body: { title: 'x', roles: ['clerk'], from: today } },
    ];
    const foreign = [
      ...paths(neighbour.person.id),
      { path: `/positions/${neighbour.position.id}/end`, body: { until: today } },
    ];
    const missing = [
      ...paths('00000000-0000-7000-8000-000000000000'),
      { path: '/positions/00000000-0000-7000-8000-000000000000/end', body: { until: today } },
    ];
    for (const [index, { path, body }] of foreign.entries()) {
      const [theirs, nobodys] = [
        await act(path, body).expect(404),
        await act(missing[index]?.path ?? '', body).expect(404),
      ];
      expect({ ...theirs.body, instance: '' }).to.deep.equal({ ...nobodys.body, instance: '' });
      expect(Object.keys(theirs.headers).sort()).to.deep.equal(Object.keys(nobodys.headers).sort());
    }
    for (const id of ['[object Object]', "' OR 1=1 --", 'null', 'a'.repeat(24)]) {
      await act(`/people/${encodeURIComponent(id)}/disable`, { reason: 'x' }).expect(404);
    }
    await app.refusals().stop();
    expect(await eventsOf(administrator.actor.agencyId)).to.deep.include({
      type: 'refused',
      code: 'not-found',
      endpoint: 'POST /people/:personId/disable',
    });
    const [untouched] = await readAll(people, { _id: neighbour.person.id });
    expect(untouched).to.include({ disabled: false, sessionEpoch: 0 });
  });

  it('is for administrators only', async () => {
    const theirs = await signedInAs(app.address(), neighbour.person.username);
    await theirs.get('/api/people').expect(403);
    for (const path of ['/agencies', '/units', '/people', `/people/${neighbour.person.id}/disable`]) {
      await theirs.post(`/api${path}`).set(aKey()).send({}).expect(403);
    }
    await theirs.get('/api/log/events').expect(403);
  });

  it('needs a key for every act, one for each body', async () => {
    await agent.post('/api/units').send({ name: 'A', symbol: 'A' }).expect(400);
    const key = aKey();
    await agent.post('/api/units').set(key).send({ name: 'A', symbol: 'A' }).expect(201);
    const { body } = await agent.post('/api/units').set(key).send({ name: 'B', symbol: 'B' }).expect(422);
    expect(body.type).to.equal('/problems/idempotency-conflict');
  });

  it('lists the people of one’s own agency with their positions, without what is secret', async () => {
    const { body, text } = await agent.get('/api/people').expect(200);
    const usernames = body.map(({ username }: { username: string }) => username);
    expect(usernames).to.include(administrator.person.username).and.not.to.include(neighbour.person.username);
    expect(text).not.to.match(/argon2|sessionEpoch|passwordHash/);
  });

  it('reads the agency’s own log, newest first, with every act in it', async () => {
    const { body } = await agent.get('/api/log/events').expect(200);
    const sequences = body.items.map(({ sequence }: { sequence: number }) => sequence);
    expect(sequences).to.deep.equal([...sequences].sort((a, b) => b - a));
    expect(body.items[0]).to.have.keys('id', 'sequence', 'type', 'at', 'personId', 'name', 'title', 'event', 'about');
    await agent.get('/api/log/events').query({ agencyId: neighbour.actor.agencyId }).expect(422);
    await agent.delete('/api/log/events').expect(405);
    const { body: deployment } = await agent.get('/api/log/deployment').expect(200);
    expect(deployment.items.map(({ type }: { type: string }) => type)).to.include('agency-created');
  });

  it('names in the log whose account, which position, unit and agency an act was about', async () => {
    const { body: unit } = await act('/units', { name: 'Phòng Kế hoạch', symbol: 'KH' }).expect(201);
    const { id, username } = await newPerson();
    const { body: position } = await aPositionOf(id, { title: 'Kế toán viên', unitId: unit.id }).expect(201);
    await act(`/positions/${position.id}/end`, { until: today }).expect(200);
    await act(`/people/${id}/disable`, { reason: 'Chuyển công tác' }).expect(200);
    await act('/agencies', { code: 'H99.66', name: 'Sở Công Thương', symbol: 'SCT', place: 'Sao Mai' }).expect(201);
    const { body } = await agent.get('/api/log/events').query({ limit: 6 }).expect(200);
    const account = `Phạm Thu Hà (${username})`;
    expect(body.items.map(({ type, about }: { type: string; about: string | null }) => [type, about])).to.deep.equal([
      ['agency-created', 'Sở Công Thương'],
      ['person-disabled', account],
      ['position-ended', `${account}, Kế toán viên`],
      ['position-created', `${account}, Kế toán viên`],
      ['person-created', account],
      ['unit-created', 'Phòng Kế hoạch (KH)'],
    ]);
    expect(body.next).to.equal(String(body.items.at(-1).sequence));
    await agent.get('/api/log/deployment').query({ limit: 1 }).expect(200);
    await agent.get('/api/log/events').query({ limit: 0 }).expect(422);
  });

  it('takes a PNG one has uploaded as the picture of one’s signature', async () => {
    const { actor, person } = neighbour;
    const sha256 = 'a'.repeat(64);
    const give = (id: string, over: object) =>
      inTransaction(actor, async (tx) =>
        tx.insert(uploads, {
          id,
          personId: actor.personId,
          agencyId: actor.agencyId,
          sha256,
          name: 'chữ ký.png',
          mediaType: 'image/png',
          size: 20_000,
          endsAt: new Date(tx.now.getTime() + 3_600_000),
          ...over,
        }),
      );
    await give('u-1', {});
    await give('u-2', { mediaType: 'application/pdf' });
    await give('u-3', { personId: administrator.person.id });
    await inTransaction(actor, (tx) => setSignatureImage(tx, 'u-1'));
    expect(await readOne(people, { _id: person.id })).to.include({ signatureImage: sha256 });
    expect((await eventsOf(actor.agencyId)).at(-1)).to.deep.equal({ type: 'signature-image-set' });
    const refused = await refusalOf(inTransaction(actor, (tx) => setSignatureImage(tx, 'u-2')));
    expect(refused).to.include({ code: 'not-a-signature-image' });
    expect(await refusalOf(inTransaction(actor, (tx) => setSignatureImage(tx, 'u-3')))).to.include({
      kind: 'not-found',
    });
  });
});

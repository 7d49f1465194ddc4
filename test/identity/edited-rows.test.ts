import { expect } from 'chai';
import mongoose, { type mongo } from 'mongoose';
import { brokenSealsTold } from '../../server/audit/renewal/broken-seals.ts';
import { auditEntries } from '../../server/audit/store.ts';
import type { Agency } from '../../server/identity/agencies/agency.ts';
import { hashPassword } from '../../server/identity/people/password.ts';
import { endPosition } from '../../server/identity/positions/end-position.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import {
  type Agent,
  anAgency,
  anEmployee,
  type Employee,
  eventsOf,
  signedInAs,
  useAuditedLedger,
  useIdentityApp,
} from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

type Stored = mongo.Document & { _id: string };

const collection = (name: string): mongo.Collection<Stored> => mongoose.connection.getClient().db().collection(name);

describe('somebody with the password of the database, and nothing else,', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp();
  let agency: Agency;
  let leader: Employee;
  let clerk: Employee;
  let agent: Agent;

  beforeEach(async () => {
    agency = await anAgency();
    leader = await anEmployee(agency, ['leader']);
    clerk = await anEmployee(agency, ['specialist']);
    agent = await signedInAs(app.address(), clerk.person.username);
  });

  const sessionOf = async ({ person }: Employee): Promise<Stored> => {
    const [row] = await collection('sessions')
      .find({ session: { $regex: person.id } })
      .toArray();
    if (!row) throw new Error('There is no session');
    return row;
  };
  const answer = async (path = '/api/log/events') => {
    const { status, body } = await agent.get(path);
    return `${status} ${String(body.type ?? '').replace('/problems/', '')}`.trim();
  };

  it('makes no other person or position of a session', async () => {
    expect(await answer()).to.equal('403 not-permitted');
    const { _id, session } = await sessionOf(clerk);
    const text = String(session);
    const edits = [
      text.replaceAll(clerk.person.id, leader.person.id).replaceAll(clerk.position.id, leader.position.id),
      text.replaceAll(clerk.position.id, leader.position.id),
      text.replace(/"startedAt":\d+/, '"startedAt":9000000000000'),
      text.replace('"epoch":0', '"epoch":1'),
      text.replace(/"binding":"[^"]+"/, '"binding":""'),
    ];
    for (const edited of edits) {
      expect(edited).not.to.equal(text);
      await collection('sessions').updateOne({ _id }, { $set: { session: edited } });
      expect(await answer()).to.equal('401 session-changed');
      expect(await answer('/api/session')).to.equal('401 session-changed');
    }
    await app.refusals().stop();
    expect(await eventsOf('deployment')).to.deep.include({
      type: 'refused',
      code: 'session-changed',
      endpoint: 'GET /log/events',
    });
  });

  it('does not move the session of a leader to a cookie of their own', async () => {
    await signedInAs(app.address(), leader.person.username);
    const [own, theirs] = [await sessionOf(clerk), await sessionOf(leader)];
    await collection('sessions').updateOne({ _id: own._id }, { $set: { session: theirs.session } });
    expect(await answer()).to.equal('401 session-changed');
  });

  it('gives nobody a role, a longer term or another person’s position', async () => {
    const { _id, ...row } = (await collection('positions').findOne({ _id: clerk.position.id })) ?? { _id: '' };
    for (const edit of [
      { roles: ['leader'] },
      { title: 'Giám đốc' },
      { until: '2199-01-01' },
      { agencyId: 'another' },
      { version: 2 },
      { more: true },
    ]) {
      await collection('positions').updateOne({ _id }, { $set: edit });
      expect(await answer(), JSON.stringify(edit)).to.equal('401 row-changed-outside');
      await collection('positions').replaceOne({ _id }, row);
    }
    expect(await answer()).to.equal('403 not-permitted');
    await collection('positions').updateOne({ _id: leader.position.id }, { $set: { personId: clerk.person.id } });
    const chosen = await agent.post('/api/session/position').send({ positionId: leader.position.id });
    expect([chosen.status, chosen.body.type]).to.deep.equal([401, '/problems/row-changed-outside']);
  });

  it('puts no position of their own beside those that were given', async () => {
    const given = await collection('positions').findOne({ _id: leader.position.id });
    const forged = { ...given, _id: newId(), personId: clerk.person.id };
    await collection('positions').insertOne(forged);
    const chosen = await agent.post('/api/session/position').send({ positionId: forged._id });
    expect([chosen.status, chosen.body.type]).to.deep.equal([401, '/problems/row-changed-outside']);
    expect((await agent.get('/api/positions')).body.type).to.equal('/problems/row-changed-outside');
    await collection('positions').deleteOne({ _id: forged._id });
  });

  it('brings no position back that has ended, with its own old seal', async () => {
    const before = await collection('positions').findOne({ _id: clerk.position.id });
    const administrator = await anEmployee(agency, ['administrator']);
    await inTransaction(administrator.actor, (tx) =>
      endPosition(tx, { positionId: clerk.position.id, until: '2026-01-01' }),
    );
    expect(await answer()).to.equal('401 choose-position');
    await collection('positions').replaceOne({ _id: clerk.position.id }, { ...before });
    expect(await answer()).to.equal('401 row-changed-outside');
  });

  it('opens no account by a password of their own, and unlocks none', async () => {
    const password = 'mot-mat-khau-khac-12';
    const passwordHash = await hashPassword(password);
    await collection('people').updateOne({ _id: leader.person.id }, { $set: { passwordHash } });
    const refused = await agent.post('/api/session').send({ username: leader.person.username, password });
    expect([refused.status, refused.body.type]).to.deep.equal([500, '/problems/row-changed-outside']);
    await collection('people').updateOne({ _id: clerk.person.id }, { $set: { sessionEpoch: 0, phone: '1' } });
    expect(await answer()).to.equal('401 row-changed-outside');
  });

  it('is noticed: the log of the deployment names each row once', async () => {
    await collection('positions').updateOne({ _id: clerk.position.id }, { $set: { roles: ['leader'] } });
    for (let request = 0; request < 3; request += 1) await answer();
    await brokenSealsTold();
    const named = (await readAll(auditEntries, { agencyId: 'deployment', type: 'row-not-believed' })).filter(
      ({ event }) => 'rowId' in event && event.rowId === clerk.position.id,
    );
    expect(named.map(({ event }) => event)).to.deep.equal([
      { type: 'row-not-believed', store: 'positions', rowId: clerk.position.id },
    ]);
  });

  it('stops the acts that would be built on the row, and no others', async () => {
    await collection('positions').updateOne({ _id: clerk.position.id }, { $set: { title: 'Giám đốc' } });
    const administrator = await anEmployee(agency, ['administrator']);
    const by = await signedInAs(app.address(), administrator.person.username);
    const end = (positionId: string) =>
      by.post(`/api/positions/${positionId}/end`).set('Idempotency-Key', newId()).send({ until: '2026-01-01' });
    const [refused, done] = await Promise.all([end(clerk.position.id), end(leader.position.id)]);
    expect([refused.status, refused.body.type]).to.deep.equal([500, '/problems/row-changed-outside']);
    expect(done.status).to.equal(200);
  });
});

import { expect } from 'chai';
import supertest from 'supertest';
import type { Agency } from '../../server/identity/agencies/agency.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import {
  aKey,
  anAgency,
  anEmployee,
  type Employee,
  eventsOf,
  signedInAs,
  testPassword,
  useAuditedLedger,
  useIdentityApp,
} from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('a request that says for which position it is made', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp();
  let agency: Agency;
  let first: Employee;
  let now: Employee;

  before(async () => {
    agency = await anAgency();
    first = await anEmployee(agency, ['administrator']);
    now = await anEmployee(await anAgency(), ['administrator']);
  });

  /** The browser in which the second person signed in after the first. */
  const browser = async () => {
    const agent = await signedInAs(app.address(), first.person.username);
    await agent.post('/api/session').send({ username: now.person.username, password: testPassword }).expect(201);
    return agent;
  };
  const unit = { name: 'Phòng Kế hoạch', symbol: 'KH' };

  it('does nothing once another person signed in in the same browser', async () => {
    const agent = await browser();
    const stale = { 'Vanban-Position': first.position.id };
    const { body } = await agent.post('/api/units').set(aKey()).set(stale).send(unit).expect(409);
    expect(body.type).to.equal('/problems/another-position');
    expect((await eventsOf(now.actor.agencyId)).map(({ type }) => type)).not.to.include('unit-created');
    await agent.get('/api/units').set(stale).expect(409);
    await agent.delete('/api/session').set(stale).expect(409);
    await agent.delete('/api/sessions').set(stale).expect(409);
    await agent.post('/api/session/position').set(stale).send({ positionId: now.position.id }).expect(409);
    await agent.get('/api/units').set('Vanban-Position', now.position.id).expect(200);
  });

  it('is believed in a link too, which can set no header', async () => {
    const agent = await browser();
    await agent.get(`/api/units?as=${first.position.id}`).expect(409);
    await agent.get(`/api/agencies?q=a&as=${first.position.id}`).expect(409);
    await agent.get(`/api/units?as=${now.position.id}`).expect(200);
    const both = `/api/units?as=${now.position.id}`;
    await agent.get(both).set('Vanban-Position', first.position.id).expect(409);
  });

  it('may always ask who one is now, and need not be said by other programs', async () => {
    const agent = await browser();
    const { body } = await agent.get('/api/session').set('Vanban-Position', first.position.id).expect(200);
    expect(body.person.id).to.equal(now.person.id);
    await agent.post('/api/units').set(aKey()).send(unit).expect(201);
  });

  it('names the person while no position is chosen, and an old position no more after another was', async () => {
    const person = await anEmployee(agency, ['clerk']);
    const second = await inTransaction(systemActor(agency.id), (tx) =>
      createPosition(tx, { ...person.position, title: 'Phó phòng', roles: ['unit-head'] }),
    );
    const agent = await signedInAs(app.address(), person.person.username);
    const choose = (positionId: string, named: string) =>
      agent.post('/api/session/position').set('Vanban-Position', named).send({ positionId });
    await choose(second.id, now.person.id).expect(409);
    await choose(second.id, person.person.id).expect(200);
    await agent.get('/api/units').set('Vanban-Position', person.position.id).expect(409);
    await agent.get('/api/units').set('Vanban-Position', second.id).expect(200);
  });

  it('opens nothing by itself', async () => {
    const { body } = await supertest(app.address()).get(`/api/units?as=${now.position.id}`).expect(401);
    expect(body.type).to.equal('/problems/not-signed-in');
  });

  it('ends what the person before still heard in that browser', async () => {
    await browser();
    expect(app.rechecked.at(-1)).to.equal(first.person.id);
  });
});

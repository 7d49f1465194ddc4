import { expect } from 'chai';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { createPosition } from '../../../server/identity/positions/create-position.ts';
import { reauthenticate } from '../../../server/identity/sessions/sign-in.ts';
import { countedForSignIn } from '../../../server/identity/sessions/throttle.ts';
import { people, positions } from '../../../server/identity/store.ts';
import { createUnit } from '../../../server/identity/units/create-unit.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { rateLimits, takeTry } from '../../../server/platform/api/rate-limits.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import {
  aKey,
  anAgency,
  anEmployee,
  changeRow,
  type Employee,
  eventsOf,
  refusalOf,
  signedInAs,
  testPassword,
  useAuditedLedger,
  useIdentityApp,
} from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('signing in', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp();
  let clerk: Employee;

  before(async () => {
    clerk = await anEmployee(await anAgency(), ['clerk']);
  });
  beforeEach(async () => {
    await rateLimits.model.deleteMany({});
  });

  const tryWith = (body: object, address = '10.0.0.1') =>
    supertest(app.address()).post('/api/session').set('X-Forwarded-For', address).send(body);
  const cookieOf = (answer: supertest.Response) => String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const whoIs = (cookie: string) => supertest(app.address()).get('/api/session').set('Cookie', cookie);

  it('with user name and password opens a session in the only position', async () => {
    const answer = await tryWith({ username: clerk.person.username, password: testPassword }).expect(201);
    expect(answer.body).to.deep.include({ demo: false, mustChangePassword: false });
    expect(answer.body.position).to.deep.include({ id: clerk.position.id, roles: ['clerk'], fullName: 'Lê Thị Hoa' });
    expect(answer.body.agency.id).to.equal(clerk.actor.agencyId);
    expect(answer.headers['set-cookie']?.[0]).to.match(/^vanban=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await eventsOf(clerk.actor.agencyId)).to.deep.include({ type: 'signed-in' });
    await whoIs(cookieOf(answer)).expect(200);
  });

  it('tells nothing about who exists: wrong password and unknown user get the same answer', async () => {
    const wrong = await tryWith({ username: clerk.person.username, password: 'wrong-password' }).expect(401);
    const unknown = await tryWith({ username: 'nobody-here', password: 'wrong-password' }).expect(401);
    const empty = await tryWith({ username: '', password: '' }).expect(401);
    for (const { body } of [wrong, unknown, empty]) delete body.instance;
    expect(unknown.body).to.deep.equal(wrong.body);
    expect(empty.body).to.deep.equal(wrong.body);
    expect(wrong.headers['set-cookie']).to.equal(undefined);
  });

  it('leaves an event of a failure, with the name hashed', async () => {
    await tryWith({ username: 'nobody-here', password: 'wrong-password' }).expect(401);
    const last = (await eventsOf('deployment')).at(-1);
    expect(last).to.have.property('type', 'sign-in-refused');
    expect(JSON.stringify(last)).not.to.include('nobody-here');
  });

  it('refuses what is no text without hashing anything', async () => {
    for (const password of [{ $ne: null }, ['a'], 5, null]) {
      const { body } = await tryWith({ username: clerk.person.username, password }).expect(422);
      expect(body.type).to.equal('/problems/type-mismatch');
    }
    await tryWith({ username: { $gt: '' }, password: testPassword }).expect(422);
    await tryWith({ username: 'a', password: 'x'.repeat(100_000) }).expect(422);
    await tryWith({ username: clerk.person.username, password: testPassword, isAdmin: true }).expect(422);
    await app.refusals().stop();
    const refused = (await eventsOf('deployment')).filter(({ type }) => type === 'refused');
    expect(refused).to.deep.include({ type: 'refused', code: 'type-mismatch', endpoint: 'POST /session' });
    expect(await rateLimits.model.countDocuments()).to.equal(0);
  });

  it('asks for patience after ten wrong tries, and only of this account at this address', async () => {
    const other = await anEmployee(await anAgency(), ['clerk']);
    for (let index = 0; index < 10; index += 1) {
      await tryWith({ username: clerk.person.username, password: 'wrong-password' }).expect(401);
    }
    const { headers, body } = await tryWith({ username: clerk.person.username, password: testPassword }).expect(429);
    expect(Number(headers['retry-after'])).to.be.within(800, 900);
    expect(body.type).to.equal('/problems/too-many-tries');
    await tryWith({ username: clerk.person.username, password: testPassword }, '10.0.0.2').expect(201);
    await tryWith({ username: other.person.username, password: testPassword }).expect(201);
  });

  it('asks for patience whatever address of its network somebody takes', async () => {
    const wrong = { username: clerk.person.username, password: 'wrong-password' };
    for (let index = 0; index < 10; index += 1) await tryWith(wrong, `2001:db8:0:7::${index}`).expect(401);
    await tryWith(wrong, '2001:db8:0:7:ffff::1').expect(429);
    await tryWith(wrong, '2001:db8:0:8::1').expect(401);
  });

  it('asks a whole network for patience after a hundred wrong tries, whoever they were for', async () => {
    const { network } = countedForSignIn('', '10.0.0.9');
    for (let index = 0; index < 99; index += 1) await takeTry(network);
    const wrong = { username: 'nobody-here', password: 'wrong-password' };
    await tryWith({ username: clerk.person.username, password: testPassword }, '10.0.0.9').expect(201);
    await tryWith(wrong, '10.0.0.9').expect(401);
    await tryWith({ username: clerk.person.username, password: testPassword }, '10.0.0.9').expect(429);
  });

  it('lets no more than ten pass when all come at once', async () => {
    const tries = Array.from({ length: 60 }, () =>
      tryWith({ username: clerk.person.username, password: 'wrong-password' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).to.have.length(10);
    expect(new Set(statuses)).to.deep.equal(new Set([401, 429]));
  });

  it('forgets wrong tries once the password was right', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 9; index += 1) {
        await tryWith({ username: clerk.person.username, password: 'wrong-password' }).expect(401);
      }
      await tryWith({ username: clerk.person.username, password: testPassword }).expect(201);
    }
  });

  it('works for many at once, and others are served meanwhile', async function () {
    this.timeout(60_000);
    const all = Array.from({ length: 50 }, () => tryWith({ username: clerk.person.username, password: testPassword }));
    const begun = performance.now();
    const probe = await supertest(app.address()).get('/api/sign-in-options').expect(200);
    expect(probe.body.demo).to.equal(false);
    expect(performance.now() - begun).to.be.lessThan(5_000);
    for (const { status } of await Promise.all(all)) expect(status).to.equal(201);
  });

  it('is refused to a disabled person in the same words', async () => {
    const gone = await anEmployee(await anAgency(), ['clerk']);
    await changeRow(people, gone.person.id, { disabled: true });
    const { body } = await tryWith({ username: gone.person.username, password: testPassword }).expect(401);
    expect(body.type).to.equal('/problems/sign-in-failed');
  });

  it('needs neither capitals nor exact spaces in the user name', async () => {
    await tryWith({ username: ` ${clerk.person.username.toUpperCase()} `, password: testPassword }).expect(201);
  });

  describe('gives a session that', () => {
    it('has a new id, whatever cookie was there before', async () => {
      const first = cookieOf(await tryWith({ username: clerk.person.username, password: testPassword }));
      const again = await tryWith({ username: clerk.person.username, password: testPassword }).set('Cookie', first);
      expect(cookieOf(again)).not.to.equal(first);
      await whoIs(first).expect(401);
      await whoIs(cookieOf(again)).expect(200);
    });

    it('is stored under a hash, so that a dump of the database opens nothing', async () => {
      const cookie = cookieOf(await tryWith({ username: clerk.person.username, password: testPassword }));
      const id =
        decodeURIComponent(cookie)
          .replace(/^vanban=s:/, '')
          .split('.')[0] ?? '';
      const stored = await mongoose.connection.collection('sessions').find({}).toArray();
      expect(stored).not.to.have.length(0);
      expect(JSON.stringify(stored)).not.to.include(id);
    });

    it('is over when its cookie was tampered with, planted twice, or comes under another name', async () => {
      const cookie = cookieOf(await tryWith({ username: clerk.person.username, password: testPassword }));
      await whoIs(`${cookie.slice(0, -2)}xx`).expect(401);
      await whoIs(`${cookie}; vanban=other`).expect(401);
      await whoIs(`vanban=other; ${cookie}`).expect(401);
      await whoIs(cookie.replace('vanban=', '__Host-vanban=')).expect(401);
    });

    it('is over after signing out', async () => {
      const agent = await signedInAs(app.address(), clerk.person.username);
      await agent.delete('/api/session').expect(204);
      await agent.get('/api/session').expect(401);
      expect(app.rechecked.at(-1)).to.equal(clerk.person.id);
      expect(await eventsOf(clerk.actor.agencyId)).to.deep.include({ type: 'signed-out' });
    });

    it('is over everywhere after signing out everywhere', async () => {
      const [desk, home] = [
        await signedInAs(app.address(), clerk.person.username),
        await signedInAs(app.address(), clerk.person.username),
      ];
      await desk.delete('/api/sessions').expect(204);
      await home.get('/api/session').expect(401);
      await home.get('/api/units').expect(401);
      expect(await eventsOf(clerk.actor.agencyId)).to.deep.include({ type: 'signed-out-everywhere' });
    });

    it('goes on after a change of password, while all others end', async () => {
      const person = await anEmployee(await anAgency(), ['clerk']);
      const here = await signedInAs(app.address(), person.person.username);
      const there = await signedInAs(app.address(), person.person.username);
      const change = (current: string, next: string) => here.post('/api/session/password').send({ current, next });
      await change('wrong-password', 'một buổi sáng mùa thu').expect(403);
      await change(testPassword, 'short').expect(422);
      await change(testPassword, testPassword).expect(422);
      await change(testPassword, 'một buổi sáng mùa thu').expect(204);
      await here.get('/api/units').expect(200);
      await there.get('/api/session').expect(401);
      await tryWith({ username: person.person.username, password: testPassword }).expect(401);
      await signedInAs(app.address(), person.person.username, 'một buổi sáng mùa thu');
      expect(await eventsOf(person.actor.agencyId)).to.deep.include({ type: 'password-changed' });
    });

    /** All sessions as they would be so many hours later, whatever was used meanwhile. */
    const hoursPass = async (hours: number) => {
      const sessions = mongoose.connection.collection('sessions');
      for (const { _id, session } of await sessions.find({}).toArray()) {
        const then = JSON.parse(session);
        const startedAt = then.startedAt - hours * 3600 * 1000;
        await sessions.updateOne({ _id }, { $set: { session: JSON.stringify({ ...then, startedAt }) } });
      }
    };

    it('ends twelve hours after it began, however busy it was', async () => {
      const agent = await signedInAs(app.address(), clerk.person.username);
      await hoursPass(12);
      await agent.get('/api/session').expect(401);
    });

    it('begins anew with a password in the same browser, after its twelve hours too', async () => {
      const agent = await signedInAs(app.address(), clerk.person.username);
      await hoursPass(12);
      await agent.post('/api/session').send({ username: clerk.person.username, password: testPassword }).expect(201);
      await agent.get('/api/session').expect(200);
      await agent.get('/api/units').expect(200);
    });

    it('is not prolonged by choosing a position', async () => {
      const sessions = mongoose.connection.collection('sessions');
      await sessions.deleteMany({});
      const agent = await signedInAs(app.address(), clerk.person.username);
      const starts = async () =>
        (await sessions.find({}).toArray()).map(({ session }) => Number(JSON.parse(session).startedAt));
      const began = await starts();
      expect(began).to.have.length(1);
      await agent.post('/api/session/position').send({ positionId: clerk.position.id }).expect(200);
      expect(await starts()).to.deep.equal(began);
    });

    it('ends when nobody used it for two hours', async () => {
      const agent = await signedInAs(app.address(), clerk.person.username);
      const sessions = mongoose.connection.collection('sessions');
      const [kept] = await sessions.find({}).sort({ expires: -1 }).limit(1).toArray();
      expect(kept?.expires.getTime() - Date.now()).to.be.within(7_190_000, 7_200_000);
      await sessions.updateMany({}, { $set: { expires: new Date(Date.now() - 1) } });
      await agent.get('/api/session').expect(401);
    });

    it('loses its rights the moment the position ends', async () => {
      const person = await anEmployee(await anAgency(), ['clerk']);
      const agent = await signedInAs(app.address(), person.person.username);
      await agent.get('/api/units').expect(200);
      await changeRow(positions, person.position.id, { ended: true });
      const { body } = await agent.get('/api/units').expect(401);
      expect(body.type).to.equal('/problems/choose-position');
      expect((await agent.get('/api/session').expect(200)).body.position).to.equal(null);
    });

    it('gains and loses rights with the roles of the position, without signing in again', async () => {
      const person = await anEmployee(await anAgency(), ['clerk']);
      const agent = await signedInAs(app.address(), person.person.username);
      await agent.get('/api/people').expect(403);
      await changeRow(positions, person.position.id, { roles: ['administrator'] });
      await agent.get('/api/people').expect(200);
    });
  });

  it('with several positions asks which one, and only of one’s own', async () => {
    const agency = await anAgency();
    const person = await anEmployee(agency, ['clerk']);
    const stranger = await anEmployee(agency, ['leader']);
    const second = await inTransaction(systemActor(agency.id), (tx) =>
      createPosition(tx, {
        personId: person.person.id,
        unitId: null,
        title: 'Phó phòng',
        capacity: [],
        roles: ['unit-head'],
        from: '2020-01-01',
        until: null,
      }),
    );
    const agent = await signedInAs(app.address(), person.person.username);
    const { body: session } = await agent.get('/api/session').expect(200);
    expect(session.position).to.equal(null);
    expect(session.positions).to.have.length(2);
    await agent.get('/api/units').expect(401);
    await agent.post('/api/session/position').send({ positionId: stranger.position.id }).expect(404);
    const { body } = await agent.post('/api/session/position').send({ positionId: second.id }).expect(200);
    expect(body.position.title).to.equal('Phó phòng');
    await agent.get('/api/units').expect(200);
    expect(await eventsOf(agency.id)).to.deep.include({ type: 'position-chosen' });
  });

  it('again before sealing takes the password of the one who is signed in, a few times', async () => {
    const person = await anEmployee(await anAgency(), ['clerk']);
    await reauthenticate(person.actor, testPassword);
    for (let index = 0; index < 10; index += 1) {
      expect(await refusalOf(reauthenticate(person.actor, 'wrong-password'))).to.include({
        kind: 'not-permitted',
        code: 'reauthentication-failed',
      });
    }
    expect(await refusalOf(reauthenticate(person.actor, testPassword))).to.include({ kind: 'too-many' });
  });

  it('from another site, or by a form, is refused', async () => {
    const body = { username: clerk.person.username, password: testPassword };
    await tryWith(body).set('Sec-Fetch-Site', 'cross-site').expect(403);
    await tryWith(body).set('Origin', 'https://evil.example').expect(403);
    await supertest(app.address()).post('/api/session').type('text/plain').send(JSON.stringify(body)).expect(415);
  });

  it('is needed for everything but signing in', async () => {
    await inTransaction(clerk.actor, (tx) => createUnit(tx, { name: 'Văn phòng', symbol: 'VP' }));
    for (const path of ['units', 'positions', 'agencies', 'people', 'log/events', 'log/deployment', 'session']) {
      await supertest(app.address()).get(`/api/${path}`).expect(401);
    }
    await supertest(app.address()).post('/api/units').set(aKey()).send({ name: 'A', symbol: 'B' }).expect(401);
  });
});

describe('signing in over https', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp({ session: { secure: true } });

  it('gives a cookie that no other host and no plain connection can set or see', async () => {
    const { person } = await anEmployee(await anAgency(), ['clerk']);
    const answer = await supertest(app.address())
      .post('/api/session')
      .set('X-Forwarded-Proto', 'https')
      .send({ username: person.username, password: testPassword })
      .expect(201);
    expect(answer.headers['set-cookie']?.[0]).to.match(
      /^__Host-vanban=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('is refused, and says what is wrong, where the cookie would be lost on the way', async () => {
    const { person } = await anEmployee(await anAgency(), ['clerk']);
    const { body } = await supertest(app.address())
      .post('/api/session')
      .send({ username: person.username, password: testPassword })
      .expect(421);
    expect(body.type).to.equal('/problems/not-over-https');
    expect(body.detail).to.include('X-Forwarded-Proto').and.include('TRUST_PROXY');
  });
});

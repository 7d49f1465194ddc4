import { expect } from 'chai';
import supertest from 'supertest';
import { firstAdministratorLink } from '../../../server/identity/deployment/first-administrator.ts';
import { markAsDemo } from '../../../server/identity/deployment/mark-as-demo.ts';
import { firstAdministratorLinks } from '../../../server/identity/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { rateLimits } from '../../../server/platform/api/rate-limits.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import {
  anAgency,
  anEmployee,
  changeRow,
  entriesOf,
  eventsOf,
  signedInAs,
  testPassword,
  useAuditedLedger,
  useIdentityApp,
} from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('the first administrator of a deployment', () => {
  useFreshDatabase({ each: true });
  useAuditedLedger();
  const app = useIdentityApp();
  const agency = { code: 'H99', name: 'UBND tỉnh Sao Mai', symbol: 'UBND', place: 'Sao Mai' };
  const claim = (token: string, username = 'quan-tri', password = 'một buổi sáng mùa thu') =>
    supertest(app.address())
      .post('/api/first-administrator')
      .send({ token, username, fullName: 'Vũ Minh Đức', password, agency });

  async function aToken(): Promise<string> {
    const link = await firstAdministratorLink(new URL('https://vanban.saomai.example'));
    expect(link).to.match(/^https:\/\/vanban\.saomai\.example\/first-administrator#/);
    return new URL(link ?? '').hash.slice(1);
  }

  it('comes in by the link, once', async () => {
    const options = () => supertest(app.address()).get('/api/sign-in-options').expect(200);
    expect((await options()).body).to.deep.equal({
      demo: false,
      needsFirstAdministrator: true,
      password: null,
      accounts: [],
    });
    const [token, other] = [await aToken(), await aToken()];
    const { body, headers } = await claim(token).expect(201);
    expect(body.position.roles).to.deep.equal(['administrator']);
    expect(body.agency.name).to.equal('UBND tỉnh Sao Mai');
    await supertest(app.address())
      .get('/api/people')
      .set('Cookie', headers['set-cookie']?.[0] ?? '')
      .expect(200);
    expect((await eventsOf('deployment')).map(({ type }) => type)).to.deep.equal([
      'agency-created',
      'person-created',
      'position-created',
    ]);
    await claim(token, 'quan-tri-2').expect(410);
    expect((await claim(other, 'quan-tri-2').expect(410)).body.type).to.equal('/problems/administrator-exists');
    expect((await claim('x'.repeat(43)).expect(410)).body.type).to.equal('/problems/administrator-exists');
    expect((await options()).body.needsFirstAdministrator).to.equal(false);
    expect(await firstAdministratorLink(new URL('https://vanban.saomai.example'))).to.equal(undefined);
  });

  it('is one, however many claim the link at once', async () => {
    const token = await aToken();
    const all = await Promise.all(['a-1', 'a-2', 'a-3'].map((username) => claim(token, username)));
    expect(all.map(({ status }) => status).sort()).to.deep.equal([201, 410, 410]);
  });

  it('does not come in by a link that is unknown or has ended', async () => {
    // What is wrong with the password is not even looked at.
    const unknown = await claim('x'.repeat(43), 'quan-tri', 'quan-tri-123').expect(400);
    expect(unknown.body.type).to.equal('/problems/link-unknown');
    const token = await aToken();
    for (const { id } of await readAll(firstAdministratorLinks, {}))
      await changeRow(firstAdministratorLinks, id, { expiresAt: new Date(0) });
    await claim(token).expect(410);
  });

  it('is asked for patience after ten tries', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => claim('x'.repeat(43))));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([
      ...new Array<number>(10).fill(400),
      ...new Array<number>(20).fill(429),
    ]);
    expect(answers.find(({ status }) => status === 429)?.headers).to.have.property('retry-after');
    const token = await aToken();
    await claim(token).expect(429);
    await rateLimits.model.deleteMany({});
    await claim(token).expect(201);
  });

  it('has a link of which the database holds a hash only', async () => {
    const token = await aToken();
    expect(JSON.stringify(await readAll(firstAdministratorLinks, {}))).not.to.include(token);
  });
});

describe('a demo', () => {
  useFreshDatabase({ each: true });
  useAuditedLedger();
  const app = useIdentityApp();

  it('lists its accounts and their password on the sign-in page, and says so in the first leaf', async () => {
    await inTransaction(systemActor('deployment'), (tx) => markAsDemo(tx, testPassword));
    const { person } = await anEmployee(await anAgency({ name: 'Sở Nội vụ' }), ['clerk']);
    const { body } = await supertest(app.address()).get('/api/sign-in-options').expect(200);
    expect(body).to.deep.equal({
      demo: true,
      needsFirstAdministrator: true,
      password: testPassword,
      accounts: [
        {
          username: person.username,
          fullName: 'Lê Thị Hoa',
          title: 'Chuyên viên',
          agency: 'Sở Nội vụ',
          roles: ['clerk'],
        },
      ],
    });
    const [first] = await entriesOf('deployment');
    expect(first).to.deep.include({ sequence: 0, type: 'demo-seeded' });
    const agent = await signedInAs(app.address(), person.username);
    expect((await agent.get('/api/session').expect(200)).body.demo).to.equal(true);
  });
});

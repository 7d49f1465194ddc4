import { expect } from 'chai';
import { DEPLOYMENT, heldHeads } from '../../server/audit/store.ts';
import { partnerLines } from '../../server/exchange/carriage/store.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { useTransport } from '../../server/exchange/messages/transport.ts';
import { operationsContract } from '../../server/exchange/operations/contract.ts';
import { operationsGauges } from '../../server/exchange/operations/gauges.ts';
import { percentile } from '../../server/exchange/operations/percentile.ts';
import { logComparisons } from '../../server/exchange/witness/store.ts';
import { agencies } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { ask, refused } from '../support/ask.ts';
import { anEntry } from '../support/directory.ts';
import { type Agent, changeRow, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, numberedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const DAY_MS = 24 * 3600_000;

it('a percentile is a value that occurs, and nothing where there is none', () => {
  const values = [9, 1, 8, 2, 7, 3, 6, 4, 5, 10];
  expect([0.5, 0.95, 0, 1].map((share) => percentile(values, share))).to.deep.equal([5, 10, 1, 10]);
  expect(percentile([], 0.5)).to.equal(null);
});

describe('the exchange as it runs', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let administrator: Agent;

  before(async () => {
    bureau = await theBureau(province);
    administrator = await province.signIn('quantri', 'snv');
  });
  afterEach(() => useTransport(localCarrier));

  const operations = () => ask(administrator, operationsContract.getOperations);
  const silent = () =>
    useTransport({
      carry: async () => {
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    });
  const codeOf = async (key: string) => (await readOne(agencies, { _id: province.agency(key).id }))?.code ?? '';
  const figure = async (name: string) => {
    const gauge = operationsGauges.find((one) => one.name === name) ?? expect.fail(`There is no ${name}`);
    return 'read' in gauge ? await gauge.read() : await gauge.readAll();
  };

  it('is shown to administrators alone: how long sending takes, what waits and what fails', async () => {
    await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const { latency, queue, failures } = await operations();
    expect(latency.messages).to.equal(1);
    expect(latency.p50Ms).to.be.a('number').and.to.equal(latency.p95Ms);
    expect(queue.map(({ waiting, givenUp }) => waiting + givenUp)).to.deep.equal(Array(13).fill(0));
    expect(failures).to.deep.equal([]);
    expect(await figure('vanban_exchange_sending_seconds')).to.have.length(2);
    expect(await refused(bureau.clerk, operationsContract.getOperations)).to.match(/^403 /);
    expect(await refused(bureau.clerk, operationsContract.resumeAll, { body: {} })).to.match(/^403 /);
  });

  it('names what stopped by its cause, and goes on with all of it when an administrator says so, each in its own log', async () => {
    silent();
    const { id } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await province.work();
    const { id: key } =
      (await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: id } })).items[0] ?? {};
    const job = await readOne(jobs, { kind: 'deliver-envelope', key: key ?? '' });
    await changeRow(jobs, job?.id ?? '', { createdAt: new Date(Date.now() - 7 * DAY_MS) });
    await province.work(new Date(Date.now() + DAY_MS));
    const { failures } = await operations();
    expect(failures.map(({ since: _since, ...failure }) => failure)).to.deep.equal([
      { reason: 'partner-unanswered', deliveries: 1, agencies: 1, tried: false },
    ]);
    expect(await figure('vanban_exchange_unsent')).to.equal(1);
    expect(await figure('vanban_exchange_failures')).to.deep.equal([
      { labels: { reason: 'partner-unanswered', tried: 'false' }, value: 1 },
    ]);
    useTransport(localCarrier);
    expect(await ask(administrator, operationsContract.resumeAll, { body: {} })).to.deep.equal({ agencies: 1 });
    await province.work();
    expect((await operations()).failures).to.deep.equal([]);
    const {
      items: [sent],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: id } });
    expect(sent).to.include({ state: 'arrived', lastError: null });
    expect((await eventsOf(DEPLOYMENT)).at(-1)).to.deep.equal({ type: 'sending-resumed', agencies: 1 });
  });

  it('is tried by a test message, which says how long it took or what stopped it, and leaves its traces', async () => {
    const recipientCode = await codeOf('skhcn');
    const test = (code: string) =>
      ask(administrator, operationsContract.sendTestMessage, { body: { recipientCode: code } });
    const good = await test(recipientCode);
    expect(good).to.deep.include({
      reason: null,
      recipient: { code: recipientCode, name: province.agency('skhcn').name },
    });
    expect((await eventsOf(province.agency('skhcn').id)).at(-1)).to.include({ type: 'test-message-taken' });
    silent();
    const { messageId, reason } = await test(recipientCode);
    expect(reason).to.equal('partner-unanswered');
    expect((await eventsOf(province.agency('snv').id)).slice(-2)).to.deep.equal([
      { type: 'test-message-sent', messageId, recipientCode },
      { type: 'test-message-answered', messageId, recipientCode, reason },
    ]);
    const unknown = { body: { recipientCode: 'H97.99' } };
    const refusal = await refused(administrator, operationsContract.sendTestMessage, unknown);
    expect(refusal).to.equal('404 no-such-agency');
  });

  it('shows other deployments with the state of their lines, those that do not answer first', async () => {
    const since = new Date(Date.now() - 3600_000);
    await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
      const at = (deployment: string, name: string) => ({ deployment, name, address: `https://${deployment}.vn` });
      tx.insert(directoryEntries, anEntry('H98.01', { ...at('an-binh', 'Sở Y tế'), log: { id: 'syt', key: '' } }));
      tx.insert(directoryEntries, anEntry('H98.02', { ...at('an-binh', 'Sở Xây dựng'), log: { id: 'sxd', key: '' } }));
      tx.insert(directoryEntries, anEntry('H97.01', at('dong-hai', 'UBND tỉnh Đông Hải')));
      for (let count = 0; count < 2; count += 1) tx.enqueue({ kind: 'send', payload: {}, partner: 'dong-hai' });
    });
    const restsUntil = new Date(Date.now() + 60_000);
    const line = { failures: 4, probing: false, failingSince: since, restsUntil, lastError: 'partner-unanswered' };
    await partnerLines.model.create([
      { _id: 'dong-hai', version: 1, ...line },
      { _id: 'an-binh', version: 1, failures: 0, probing: false, answeredAt: since },
    ]);
    await heldHeads.model.create(
      ['syt', 'sxd'].map((log) => ({ _id: log, version: 1, log, agencyId: 'snv', ofAgencyId: log })),
    );
    await logComparisons.model.create({ _id: 'syt', version: 1, heldId: 'syt', comparedAt: since });
    const { partners } = await operations();
    expect(
      partners.map(({ id, name, agencies, circuit, waiting, log }) => [
        id,
        name,
        agencies,
        circuit,
        waiting,
        log.state,
      ]),
    ).to.deep.equal([
      ['dong-hai', 'UBND tỉnh Đông Hải', 1, 'open', 2, 'none'],
      ['an-binh', 'Sở Xây dựng', 2, 'closed', 0, 'partly'],
    ]);
    expect(partners[1]?.log).to.include({ compared: 1, known: 2, comparedAt: since.toISOString() });
    await logComparisons.model.create({ _id: 'sxd', version: 1, heldId: 'sxd', comparedAt: since });
    expect((await operations()).partners[1]?.log.state).to.equal('agrees');
    expect(partners[0]).to.include({ lastError: 'partner-unanswered', restsUntil: restsUntil.toISOString() });
    expect(await figure('vanban_directory_ends_days')).to.deep.equal([]);
    const answered = { labels: { partner: 'an-binh' }, value: since.getTime() / 1_000 };
    expect(await figure('vanban_partner_answered_seconds')).to.deep.equal([answered]);
    expect(await figure('vanban_partner_up')).to.deep.equal([
      { labels: { partner: 'dong-hai' }, value: 0 },
      { labels: { partner: 'an-binh' }, value: 1 },
    ]);
  });
});

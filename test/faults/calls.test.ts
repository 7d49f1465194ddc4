import { expect } from 'chai';
import mongoose from 'mongoose';
import type { Response } from 'supertest';
import { storeFaults } from '../../scripts/check-store.ts';
import { checkRecent } from '../../server/audit/checks/check-log.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { logHeads } from '../../server/audit/store.ts';
import { exchangeJobs } from '../../server/exchange/jobs.ts';
import { arrivals, deliveries, givenReceipts } from '../../server/exchange/store.ts';
import { readAll } from '../../server/platform/database/store.ts';
import type { JobKind } from '../../server/platform/jobs/job-kind.ts';
import { JobWorker } from '../../server/platform/jobs/job-worker.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { signingJobs } from '../../server/signing/jobs.ts';
import { ask, problemOf, send } from '../support/ask.ts';
import { type Failure, useFailingCalls } from '../support/failing-calls.ts';
import { type Agent, aKey, eventsOf, testPassword } from '../support/identity.ts';
import { aLetter, type Bureau, numberedLetter, signedLetter, theBureau, upload } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { isLong } from '../support/sampled.ts';

const refusal: Failure = { how: 'refused', times: 1 };
const loss: Failure = { how: 'lost', times: 1 };
/** So many that every repetition by driver and ledger fails too, and the outcome stays unknown. */
const outage: Failure = { how: 'lost', times: 12 };
const failures = isLong ? [refusal, loss, outage] : [refusal];
/** Every call fails in its turn; every fifth one otherwise, where a round has files signed and verified. */
const step = isLong ? 1 : 5;

describe('when each call to database and files fails in turn', function () {
  this.timeout(isLong ? 900_000 : 60_000);
  useFreshDatabase();
  const province = useProvince();
  const calls = useFailingCalls();
  let bureau: Bureau;
  const worker = new JobWorker({ kinds: stoppingAfterAFailure([...signingJobs, ...exchangeJobs]) });

  before(async () => {
    bureau = await theBureau(province);
  });

  /** One failure at a time: once a call has failed, nothing else is begun. */
  function stoppingAfterAFailure(kinds: readonly JobKind[]): readonly JobKind[] {
    return kinds.map((kind) => ({
      ...kind,
      work: async (job) => {
        if (calls.hasFailed()) throw new Error('Enough has failed in this round');
        await kind.work(job);
      },
    }));
  }

  /** What must hold at every moment, whatever failed. */
  async function expectWhole(): Promise<void> {
    expect(await storeFaults()).to.deep.equal([]);
    for (const { id } of await readAll(logHeads, {})) expect(await checkRecent(id), id).to.equal(null);
  }

  for (const failure of [...failures, ...(isLong ? [] : [outage])]) {
    it(`registering takes one number and keeps it (${wordsOf(failure)})`, async () => {
      const clerk = await province.signIn('vanthu', 'skhcn');
      const answers = new Set<string>();
      const apart = failure === outage ? step : 1;
      let failed = 0;
      for (let isLeft = true; isLeft; failed += 1) {
        const headers = aKey();
        const title = `${wordsOf(failure)} ${failed}`;
        calls.arm({ ...failure, nth: failed * apart + 1 });
        const sent = await tryUpload(clerk, title, answers);
        const first = sent === undefined ? undefined : await register(clerk, title, sent, headers);
        isLeft = calls.disarm();
        if (first) expectAnswer(first);
        await expectWhole();
        const uploadId = sent ?? (await upload(clerk, pdf(title)));
        const second = await register(clerk, title, uploadId, headers);
        expect(second.status, JSON.stringify(second.body)).to.equal(201);
        if (first?.status === 201) expect(second.body).to.include({ id: first.body.id });
      }
      expect(failed * apart).to.be.greaterThan(8);
      if (failure.how === 'refused') expect(answers).to.include('507 no-space');
      const { items } = await ask(clerk, incomingContract.listIncoming, { query: { limit: '100' } });
      const titles = items.map(({ subject }) => subject).filter((subject) => subject.startsWith(wordsOf(failure)));
      expect(titles).to.have.length(failed);
      expect(new Set(titles).size).to.equal(failed);
      report(`registering, ${wordsOf(failure)}`, failed - 1);
    });
  }

  for (const failure of failures) {
    it(`numbering gives a document its one number (${wordsOf(failure)})`, async () => {
      let failed = 0;
      let letter = await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      for (let isLeft = true; isLeft; failed += 1) {
        const asked = {
          params: { documentId: letter.id },
          body: { version: letter.version, password: testPassword },
          headers: aKey(),
        };
        calls.arm({ ...failure, nth: failed * step + 1 });
        const answer = await send(bureau.clerk, outgoingContract.numberDocument, asked);
        isLeft = calls.disarm();
        expectAnswer(answer, 202);
        await expectWhole();
        const now = await ask(bureau.clerk, outgoingContract.getOutgoing, { params: asked.params });
        if (now.state !== 'numbered') continue;
        const again = await ask(bureau.clerk, outgoingContract.numberDocument, asked);
        expect(again.number).to.equal(now.number);
        if (isLeft) letter = await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      }
      expect(failed * step).to.be.greaterThan(8);
      await province.work();
      report(`numbering, ${wordsOf(failure)}`, failed - 1);
    });

    it(`sealing, sending and receipting each happen once (${wordsOf(failure)})`, async () => {
      const letter = await numberedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }));
      let failed = 0;
      for (let nth = 1, done = await doneJobs(); (await openJobs()) > 0; ) {
        calls.arm({ ...failure, nth });
        await worker.drain().catch(() => undefined);
        if (calls.disarm()) failed += 1;
        await expectWhole();
        const nowDone = await doneJobs();
        nth = nowDone > done ? 1 : nth + step;
        done = nowDone;
        await letTimePass();
      }
      expect(failed * step).to.be.greaterThan(10);
      const params = { documentId: letter.id };
      const view = await ask(bureau.clerk, outgoingContract.getOutgoing, { params });
      expect(view).to.include({ state: 'issued', number: letter.number, verdict: 'valid' });
      const { signatures } = await ask(bureau.clerk, signingContract.verifyOutgoing, { params });
      expect(signatures.map(({ field, verdict }) => `${field} ${verdict}`)).to.deep.equal([
        'leader valid',
        'seal valid',
      ]);
      const events = (await eventsOf(province.agency('snv').id)).filter(
        (event) => 'documentId' in event && event.documentId === letter.id,
      );
      for (const once of ['document-numbered', 'document-sealed', 'document-issued', 'delivery-created'])
        expect(
          events.filter(({ type }) => type === once),
          once,
        ).to.have.length(1);
      const [delivery, ...more] = await readAll(deliveries, { documentId: letter.id });
      expect(more).to.deep.equal([]);
      expect(delivery?.state).to.equal('arrived');
      const arrived = await readAll(arrivals, { messageId: delivery?.messageId ?? 'none' });
      expect(arrived).to.have.length(1);
      expect(await readAll(givenReceipts, { arrivalId: arrived[0]?.id ?? 'none', code: '01' })).to.have.length(1);
      report(`sealing, sending and receipting, ${wordsOf(failure)}`, failed);
    });
  }

  it('leaves logs that the stand-alone verifier finds whole', async () => {
    const { said, code } = await verifyExport({});
    expect(code, said).to.equal(0);
  });
});

function wordsOf({ how, times }: Failure): string {
  if (times > 1) return 'nothing answers for a while';
  return how === 'refused' ? 'a call is refused' : 'an answer is lost';
}

/** Figures for docs/reliability.md, when all of it runs. */
function report(what: string, failed: number): void {
  if (isLong) console.log(`      ${what}: ${failed} calls failed in turn`);
}

function expectAnswer({ status, headers, body }: Response, good = 201): void {
  expect([good, 500, 503, 507], JSON.stringify(body)).to.include(status);
  if (status === 503 || status === 507) expect(Number(headers['retry-after'])).to.be.greaterThan(0);
}

function pdf(title: string): Buffer {
  return Buffer.from(`%PDF-1.7\n% ${title}\n%%EOF\n`);
}

async function tryUpload(clerk: Agent, title: string, answers: Set<string>): Promise<string | undefined> {
  const answer = await clerk.post('/api/uploads').attach('file', pdf(title), 'cong-van.pdf');
  expectAnswer(answer);
  answers.add(problemOf(answer));
  return answer.status === 201 ? uploadsContract.keepUpload.response.parse(answer.body).uploadId : undefined;
}

async function register(clerk: Agent, subject: string, uploadId: string, headers: Record<string, string>) {
  const issuer = { name: 'Bảo hiểm xã hội tỉnh Sao Mai' };
  const body = { typeCode: 'cong-van', issuedOn: '2026-11-02', issuer, subject, uploadId } as const;
  return await send(clerk, incomingContract.registerIncoming, { body, headers });
}

const doneJobs = () => jobs.model.countDocuments({ state: 'done' }).exec();
const openJobs = async () => (await readAll(jobs, { state: mongoose.trusted({ $in: ['waiting', 'running'] }) })).length;

/** What failed is due again, what a dead worker had begun is free again, and nobody has lost patience yet. */
async function letTimePass(): Promise<void> {
  const past = new Date(0);
  await jobs.model.updateMany({ state: 'running' }, { $set: { leaseUntil: past, attempts: 0, losses: 0 } });
  await jobs.model.updateMany({ state: 'waiting' }, { $set: { runAt: past, attempts: 0 } });
}

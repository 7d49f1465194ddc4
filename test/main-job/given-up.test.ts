import { expect } from 'chai';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { allJobs } from '../../server/capabilities.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { fileKeyOf } from '../../server/intake/scans/scanned-page.ts';
import { scannedPages } from '../../server/intake/scans/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { newId } from '../../server/platform/ids.ts';
import type { JobKind } from '../../server/platform/jobs/job-kind.ts';
import { JobWorker } from '../../server/platform/jobs/job-worker.ts';
import { type Job, jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { log } from '../../server/platform/log.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { workToClose } from '../../server/statistics/close-work.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused, send } from '../support/ask.ts';
import { dueFor } from '../support/due.ts';
import { allHappenings } from '../support/happenings.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  issuedLetter,
  newestArrival,
  numberedLetter,
  recallLetter,
  submitted,
  theBureau,
  upload,
} from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const jobKinds = await allJobs();

describe('work on which the system gives up', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let level: string;
  let bureau: Bureau;
  /** Of the agency that receives. */
  let clerk: Agent;
  let administrator: Agent;

  before(async () => {
    level = log.level;
    log.level = 'silent';
    bureau = await theBureau(province);
    [clerk, administrator] = await Promise.all([
      province.signIn('vanthu', 'skhcn'),
      province.signIn('quantri', 'ubnd'),
    ]);
  });
  after(() => {
    log.level = level;
  });

  /** The people of the bureau, whose system loses every worker that takes up work of this kind. */
  function losing(lost: string): Bureau {
    const kinds = jobKinds.map((kind): JobKind => (kind.kind === lost ? { ...kind, work: dies } : kind));
    const worker = new JobWorker({ kinds });
    return { ...bureau, province: { ...province, work: async () => void (await worker.drain()) } };
  }

  /** A worker that is killed in the middle: nothing comes of it, its lease runs out, and so with everyone after it. */
  const dies: JobKind['work'] = async ({ id }) => {
    await jobs.model.updateOne({ _id: id }, { $set: { attempts: 99, losses: 99, leaseUntil: new Date(0) } });
    throw new Error('killed');
  };

  const letter = (to = 'skhcn') => aLetter(province, { to: [to] });
  const onOutgoing = (document: OutgoingView) => ({ params: { documentId: document.id } });
  const givenUp = async (agent: Agent, work: string) =>
    (await dueFor(agent)).filter((item) => item.givenUp?.work === work);

  async function anArrival(lost: Bureau) {
    await issuedLetter(lost, letter());
    return await newestArrival(clerk);
  }

  async function registeredPaper(words = 'một'): Promise<string> {
    const uploadId = await upload(clerk, Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`));
    const issuer = { name: 'Bảo hiểm xã hội tỉnh Sao Mai' };
    const body = { typeCode: 'cong-van', issuedOn: '2026-11-02', issuer, subject: `Rà soát ${words}`, uploadId };
    return (await ask(clerk, incomingContract.registerIncoming, { body })).id;
  }

  /** Work for a whole office that names no document: its clerks have it tried again. */
  async function lostForOffice(work: string, about: Readonly<Record<string, string>> = {}): Promise<void> {
    const { id: agencyId } = province.agency('snv');
    const payload = { agencyId, ...about };
    await inTransaction(systemActor(agencyId), async (tx) => tx.enqueue({ kind: work, payload }));
    await losing(work).province.work();
    const [item] = await givenUp(bureau.clerk, work);
    expect(item).to.include({ action: 'retry-work' });
  }

  /** Work that only begins when an issued document is taken back. */
  async function lostOfRecall(work: string): Promise<void> {
    const { id } = await issuedLetter(bureau, letter());
    await recallLetter(losing(work), id);
    const [item] = await givenUp(bureau.clerk, work);
    expect(item?.givenUp?.page).to.equal(`/van-ban-di/${id}`);
  }

  /** Work that only begins when an issued document is corrected. */
  async function lostOfCorrection(work: string): Promise<void> {
    const { id: documentId, version } = await issuedLetter(bureau, letter());
    const body = { version, reason: 'Nhầm hạn', replyBy: '2099-12-31' };
    await ask(bureau.clerk, outgoingContract.correctOutgoing, { params: { documentId }, body });
    await losing(work).province.work();
    const [item] = await givenUp(bureau.clerk, work);
    expect(item?.givenUp?.page).to.equal(`/van-ban-di/${documentId}`);
  }

  /** For every kind of work: has the system give up on one piece of it, and looks for what a person sees. */
  const seen: Readonly<Record<string, () => Promise<void>>> = {
    'prepare-document': async () => {
      expect(await submitted(losing('prepare-document'), letter())).to.include({ state: 'draft' });
      const [back] = (await dueFor(bureau.drafter)).filter(({ kind }) => kind === 'outgoing-returned');
      expect(back).to.include({ action: 'correct', note: 'internal-error' });
    },
    'seal-document': async () => {
      const lost = losing('seal-document');
      const document = await numberedLetter(lost, letter());
      await lost.province.work();
      const due = (await dueFor(bureau.clerk)).filter(({ kind }) => kind === 'outgoing-seal-failed');
      expect(due.map(({ id }) => id)).to.deep.equal([document.id]);
      const { allowed } = await ask(bureau.clerk, outgoingContract.getOutgoing, onOutgoing(document));
      expect(allowed).to.include('retry-seal');
    },
    'verify-document': async () => {
      const documentId = await registeredPaper();
      await losing('verify-document').province.work();
      const { verdict } = await ask(clerk, incomingContract.getIncoming, { params: { documentId } });
      expect(verdict).to.equal('unclear');
      const types = (await eventsOf(province.agency('skhcn').id)).map(({ type }) => type);
      expect(types).to.include('document-not-verified');
    },
    'document-issued': async () => {
      const document = await issuedLetter(losing('document-issued'), letter());
      const [item, ...more] = await givenUp(bureau.clerk, 'document-issued');
      expect(more).to.deep.equal([]);
      expect(item?.givenUp?.page).to.equal(`/van-ban-di/${document.id}`);
      expect(item).to.include({ code: document.code, subject: document.subject, action: 'retry-work' });
      expect(await givenUp(clerk, 'document-issued'), 'a neighbour').to.deep.equal([]);
      const retry = { params: { jobId: item?.id ?? '' }, body: {} };
      expect(await refused(clerk, statisticsContract.retryWork, retry)).to.equal('404 not-found');
      expect((await send(bureau.clerk, statisticsContract.retryWork, retry)).status).to.equal(204);
      expect(await refused(bureau.clerk, statisticsContract.retryWork, retry)).to.equal('404 not-found');
      await province.work();
      expect(await readAll(deliveries, { documentId: document.id })).to.have.length(1);
      expect(await givenUp(bureau.clerk, 'document-issued')).to.deep.equal([]);
    },
    'deliver-envelope': async () => {
      const document = await issuedLetter(losing('deliver-envelope'), letter());
      const due = (await dueFor(bureau.clerk)).filter(({ kind }) => kind === 'delivery-stuck');
      expect(due.map(({ documentId }) => documentId)).to.include(document.id);
    },
    'verify-arrival': async () => {
      const { id } = await anArrival(losing('verify-arrival'));
      const [item] = (await dueFor(clerk)).filter((due) => due.id === id);
      expect(item).to.include({ kind: 'arrival', verdict: 'unclear' });
      const types = (await eventsOf(province.agency('skhcn').id)).map(({ type }) => type);
      expect(types).to.include('arrival-not-verified');
    },
    'send-receipt': async () => {
      const { id } = await anArrival(losing('send-receipt'));
      const [item] = await givenUp(clerk, 'send-receipt');
      expect(item?.givenUp?.page).to.equal(`/gui-nhan/${id}`);
    },
    'handling-changed': async () => {
      const lost = losing('handling-changed');
      const { id: arrivalId, version } = await anArrival(lost);
      const { id: documentId } = await ask(clerk, arrivalsContract.registerArrival, {
        params: { arrivalId },
        body: { version },
      });
      const leaderPositionId = province.actor('giamdoc', 'skhcn').positionId;
      await ask(clerk, routingContract.presentDocument, { params: { documentId }, body: { leaderPositionId } });
      await ask(await province.signIn('giamdoc', 'skhcn'), routingContract.giveDirective, {
        params: { documentId },
        body: { text: 'Chủ trì.', mainPositionId: province.actor('chuyenvien', 'skhcn').positionId },
      });
      await lost.province.work();
      const [item] = await givenUp(clerk, 'handling-changed');
      expect(item?.givenUp?.page).to.equal(`/van-ban-den/${documentId}`);
    },
    'answer-changed': async () => {
      const documentId = await registeredPaper('hai');
      const { id: agencyId } = province.agency('skhcn');
      const payload = { agencyId, documentId };
      await inTransaction(systemActor(agencyId), async (tx) => tx.enqueue({ kind: 'answer-changed', payload }));
      await losing('answer-changed').province.work();
      const [item] = await givenUp(clerk, 'answer-changed');
      expect(item?.givenUp?.page).to.equal(`/van-ban-den/${documentId}`);
    },
    'send-status': async () => {
      const { id: arrivalId } = await anArrival(bureau);
      const { id: agencyId } = province.agency('skhcn');
      const told = { code: '03', at: new Date().toISOString(), by: null, reason: null, reasonCode: null } as const;
      const payload = { agencyId, arrivalId, sequence: 9, ...told, verdict: 'valid', arrivalNumber: 1 };
      await inTransaction(systemActor(agencyId), async (tx) => tx.enqueue({ kind: 'send-status', payload }));
      await losing('send-status').province.work();
      const [item] = await givenUp(clerk, 'send-status');
      expect(item?.givenUp?.page).to.equal(`/gui-nhan/${arrivalId}`);
    },
    'document-recalled': () => lostOfRecall('document-recalled'),
    'document-corrected': () => lostOfCorrection('document-corrected'),
    'send-follow-up': () => lostOfRecall('send-follow-up'),
    'end-notice': () => lostForOffice('end-notice', { noticeId: newId() }),
    'collect-from-axis': () => lostForOffice('collect-from-axis'),
    'ask-again': () => lostAtNight('ask-again', { deploymentId: 'binh-minh', since: new Date().toISOString() }),
    'offer-again': () => lostForOffice('offer-again', { deploymentId: 'binh-minh', since: new Date().toISOString() }),
    'resume-sealing': () => lostForOffice('resume-sealing'),
    'resume-sending': () => lostForOffice('resume-sending'),
    'read-scan': async () => {
      const { id: agencyId } = province.agency('snv');
      const payload = { agencyId, file: fileKeyOf('ab'.repeat(32)), page: 1, pages: 1 };
      await inTransaction(systemActor(agencyId), async (tx) => tx.enqueue({ kind: 'read-scan', payload }));
      await losing('read-scan').province.work();
      const [page] = await readAll(scannedPages, { file: payload.file });
      expect(page).to.include({ page: 1, state: 'failed', reason: 'internal-error' });
    },
    'collect-mails': async () => {
      const { id: agencyId } = province.agency('ubnd');
      await inTransaction(systemActor(agencyId), async (tx) =>
        tx.enqueue({ kind: 'collect-mails', payload: { mailboxId: 'm' } }),
      );
      await losing('collect-mails').province.work();
      const [item] = await givenUp(administrator, 'collect-mails');
      expect(item).to.include({ action: 'retry-work' });
    },
    'verify-logs': () => lostAtNight('verify-logs'),
    'sweep-files': () => lostAtNight('sweep-files'),
  };

  async function lostAtNight(kind: string, payload: Readonly<Record<string, string>> = {}): Promise<void> {
    await inTransaction(systemActor(DEPLOYMENT), async (tx) => tx.enqueue({ kind, payload }));
    await losing(kind).province.work();
    const [item] = await givenUp(administrator, kind);
    expect(item).to.include({ action: 'retry-work' });
  }

  it('is every kind of work there is, each with its words in both languages', async () => {
    const kinds = jobKinds.map(({ kind }) => kind);
    expect(Object.keys(seen)).to.have.members(kinds);
    const said = (await allHappenings()).flatMap(({ work }) => work ?? []);
    for (const language of ['vi', 'en'] as const)
      expect(said.flatMap((work) => Object.keys(work[language]))).to.have.members(kinds);
  });

  it('is closed with a reason where another agency was to be told, one or all that gave up there for the same reason', async () => {
    const { id: agencyId } = province.agency('snv');
    const refusedThere = {
      state: 'dead',
      leftTo: 'clerk',
      reason: 'receipt-of-nothing',
      partner: 'binh-minh',
    } as const;
    const dead = (over: Partial<Job>) =>
      inTransaction(systemActor(agencyId), async (tx) => {
        const of = { kind: 'send-receipt', agencyId, payload: { agencyId, arrivalId: 'a' } };
        const times = { runAt: tx.now, attempts: 1, createdAt: tx.now, finishedAt: tx.now };
        return tx.insert(jobs, { ...of, ...times, ...refusedThere, ...over }).id;
      });
    const [one, ...others] = [await dead({}), await dead({}), await dead({})];
    const elsewhere = await dead({ partner: 'tay-do' });
    const undone = await dead({ kind: 'document-issued' });
    const items = async () => {
      const known = new Set([one, ...others, elsewhere, undone]);
      const due = (await dueFor(bureau.clerk)).filter(({ id }) => known.has(id));
      return due.map(({ id, givenUp }) => [id, givenUp?.closable?.alike ?? null] as const);
    };
    expect(await items()).to.have.deep.members([
      ...[one, ...others].map((id) => [id, 3]),
      ...[
        [elsewhere, 1],
        [undone, null],
      ],
    ]);
    const closing = (jobId: string, alike = false) => ({
      params: { jobId },
      body: { reason: 'Đã báo qua điện thoại', alike },
    });
    expect(await refused(clerk, statisticsContract.closeWork, closing(one))).to.equal('404 not-found');
    expect(await refused(bureau.clerk, statisticsContract.closeWork, closing(undone))).to.equal('409 not-to-close');
    expect(await ask(bureau.clerk, statisticsContract.closeWork, closing(one))).to.deep.equal({
      ...{ closed: 1, left: false },
    });
    expect(await ask(bureau.clerk, statisticsContract.closeWork, closing(others[0] ?? '', true))).to.deep.equal({
      ...{ closed: 2, left: false },
    });
    expect((await items()).map(([id]) => id)).to.have.members([elsewhere, undone]);
    const told = (await eventsOf(agencyId)).filter(({ type }) => type === 'work-closed');
    const event = { type: 'work-closed', work: 'send-receipt', reason: 'Đã báo qua điện thoại', arrivalId: 'a' };
    expect(told).to.deep.equal([event, event, event]);
    expect(await refused(bureau.clerk, statisticsContract.retryWork, { params: { jobId: one }, body: {} })).to.equal(
      '404 not-found',
    );
    const [{ id: _id, ...row } = expect.fail('It is gone')] = await readAll(jobs, { _id: elsewhere });
    await jobs.model.insertMany(Array.from({ length: 500 }, (_, index) => ({ ...row, _id: `${elsewhere}-${index}` })));
    const { ids, left } = await workToClose(elsewhere, { alike: true });
    expect({ count: ids.length, left, itself: ids.includes(elsewhere) }).to.deep.equal({
      count: 500,
      left: true,
      itself: false,
    });
    await jobs.model.deleteMany({ partner: row.partner });
    await jobs.model.deleteOne({ _id: undone });
  });

  for (const [kind, look] of Object.entries(seen)) {
    it(`shows a person that ${kind} did not come about`, async () => {
      await look();
      const dead = await readAll(jobs, { kind, state: 'dead' });
      const [left] = dead.length > 0 ? dead : await readAll(jobs, { kind });
      expect(left?.kind).to.equal(kind);
    });
  }
});

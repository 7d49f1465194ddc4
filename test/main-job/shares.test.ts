import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  issuedLetter,
  newestArrival,
  recipientsOf,
  theBureau,
  upload,
} from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { testDatabase, useFreshDatabase } from '../support/mongo.ts';
import { useOneDay } from '../support/one-day.ts';
import { aLetterPdf } from '../support/signing.ts';

describe('the share of documents exchanged electronically', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const today = useOneDay();
  const period = () => ({ from: today(), to: today() });
  let bureau: Bureau;
  let clerk: Agent;
  let otherClerk: Agent;
  let fully: OutgoingView;
  let returned: OutgoingView;
  let withPaper: OutgoingView;
  let onPaper: OutgoingView;
  let inInk: OutgoingView;

  before(async () => {
    bureau = await theBureau(province);
    clerk = await province.signIn('vanthu', 'skhcn');
    otherClerk = await province.signIn('vanthu', 'thanhbinh');
  });

  const share = async (agent: Agent, query = period()) =>
    (await ask(agent, statisticsContract.share, { query })).figures.map(
      ({ definition, numerator, denominator, percent }) => `${definition} ${numerator}/${denominator} ${percent}`,
    );
  const deliveriesOf = async (document: OutgoingView) =>
    (await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: document.id } })).items;

  it('is nothing of nothing before anything is issued', async () => {
    expect(await share(bureau.clerk)).to.deep.equal(['e-exchange@1 0/0 null', 'fully-electronic@1 0/0 null']);
  });

  it('counts a document that was sent, and calls it fully electronic once its recipient’s receipt says valid', async () => {
    fully = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    expect(await share(bureau.clerk)).to.deep.equal(['e-exchange@1 1/1 100', 'fully-electronic@1 1/1 100']);
  });

  it('counts a returned document as sent, and tells sender and due work why it came back', async () => {
    returned = await issuedLetter(bureau, aLetter(province, { to: ['skhcn', 'thanhbinh'] }));
    const { id: arrivalId, version } = await newestArrival(otherClerk);
    const reason = 'Thiếu phụ lục 2, đề nghị gửi lại đủ phụ lục';
    const back = await ask(otherClerk, arrivalsContract.returnArrival, {
      params: { arrivalId },
      body: { version, reasonCode: 'incomplete', reason },
    });
    expect(back).to.include({ state: 'returned', returnReasonCode: 'incomplete', returnReason: reason });
    await province.work();

    const [first, second] = await deliveriesOf(returned);
    expect(first).to.include({ state: 'refused' });
    expect(first?.receipts.map(({ code, reason: said }) => ({ code, said }))).to.deep.equal([
      { code: '01', said: null },
      { code: '02', said: reason },
    ]);
    expect(first?.receipts.at(-1)?.by).to.equal('Bùi Thị Yến, Văn thư');
    expect(second).to.include({ state: 'arrived' });
    const { now, overdue, today: dueToday, fresh } = await ask(bureau.clerk, statisticsContract.dueWork);
    const due = [...now, ...overdue, ...dueToday, ...fresh].filter(({ kind }) => kind === 'delivery-refused');
    expect(due.map(({ note, code, who }) => ({ note, code, who }))).to.deep.equal([
      { note: reason, code: returned.code, who: 'Ủy ban nhân dân huyện Thanh Bình' },
    ]);
    const again = await refused(otherClerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version: back.version },
    });
    expect(again).to.equal('409 already-decided');
    const types = (await eventsOf(province.agency('thanhbinh').id)).map(({ type }) => type);
    expect(types).to.include('arrival-returned').and.not.include('document-registered');
  });

  it('counts a document with paper beside it as sent, not as fully electronic', async () => {
    withPaper = await issuedLetter(bureau, aLetter(province, { to: ['thanhbinh'], paperBesides: ['skhcn'] }));
    const sent = await deliveriesOf(withPaper);
    expect(sent.map(({ channel, paperCopies }) => `${channel} ${paperCopies}`)).to.have.members([
      'electronic 0',
      'electronic 1',
    ]);
    const { id: arrivalId } = await newestArrival(clerk);
    const arrival = await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId } });
    expect(arrival.paperFollows).to.equal(true);
  });

  it('counts what went on paper, and what was signed in ink, only among all', async () => {
    onPaper = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'], outside: ['Công ty Cổ phần Minh Trí'] }));
    const uploadId = await upload(bureau.clerk, await aLetterPdf());
    const { typeCode, subject, signerPositionId } = aLetter(province, { to: [] });
    const recipients = recipientsOf(province, { to: ['skhcn'] });
    const body = { typeCode, subject, signerPositionId, recipients, uploadId };
    inInk = await ask(bureau.clerk, outgoingContract.registerInkSigned, { body });
    await province.work();
    expect(inInk).to.include({ state: 'issued', medium: 'ink', number: 5 });
    const [delivery] = await deliveriesOf(inInk);
    expect(delivery).to.include({ channel: 'paper', state: 'paper', paperCopies: 1, messageId: null });
  });

  it('agrees with a count by hand, and opens the documents behind each figure', async () => {
    const byHand = {
      'e-exchange@1': { counted: [fully, returned, withPaper], missing: [onPaper, inInk] },
      'fully-electronic@1': { counted: [fully], missing: [returned, withPaper, onPaper, inInk] },
    } as const;
    expect(await share(bureau.clerk)).to.deep.equal(['e-exchange@1 3/5 60', 'fully-electronic@1 1/5 20']);
    for (const definition of ['e-exchange@1', 'fully-electronic@1'] as const) {
      for (const part of ['counted', 'missing'] as const) {
        const query = { ...period(), definition, part };
        const { items } = await ask(bureau.clerk, statisticsContract.shareDocuments, { query });
        const expected = byHand[definition][part].map(({ id }) => id);
        expect(
          items.map(({ documentId }) => documentId),
          `${definition} ${part}`,
        ).to.deep.equal(expected);
      }
    }
    const query = { ...period(), definition: 'fully-electronic@1', part: 'missing' } as const;
    const { items } = await ask(bureau.clerk, statisticsContract.shareDocuments, { query });
    expect(items.map(({ missing }) => missing.map(({ reason }) => reason))).to.deep.equal([
      ['refused'],
      ['paper-parallel'],
      ['paper-only'],
      ['signed-in-ink'],
    ]);
  });

  it('goes by the day of issue, and belongs to the agency that issued', async () => {
    const before = { from: '2020-01-01', to: '2020-12-31' };
    expect(await share(bureau.clerk, before)).to.deep.equal(['e-exchange@1 0/0 null', 'fully-electronic@1 0/0 null']);
    expect(await share(clerk)).to.deep.equal(['e-exchange@1 0/0 null', 'fully-electronic@1 0/0 null']);
    const reversed = await refused(clerk, statisticsContract.share, {
      query: { from: '2026-12-31', to: '2026-01-01' },
    });
    expect(reversed).to.equal('422 date-out-of-range');
  });

  it('is the same by the command line', async () => {
    const { uri } = await testDatabase();
    const { PATH = '', HOME = '' } = process.env;
    const { stdout } = await promisify(execFile)(
      'npm',
      ['run', '-s', 'vanban', '--', 'stats', 'share', '--from', today(), '--to', today(), '--json'],
      {
        env: {
          PATH,
          HOME,
          MONGODB_URI: uri,
          MONGODB_DATABASE: mongoose.connection.name,
          STORAGE_DIR: province.storageFolder(),
        },
      },
    );
    const said = JSON.parse(stdout.slice(stdout.indexOf('{')));
    const figures = [
      { definition: 'e-exchange@1', numerator: 3, denominator: 5, percent: 60 },
      { definition: 'fully-electronic@1', numerator: 1, denominator: 5, percent: 20 },
    ];
    expect(said.figures).to.deep.equal(figures);
    expect(said.agencies.find(({ code }: { code: string }) => code === 'H99.08').figures).to.deep.equal(figures);
  });
});

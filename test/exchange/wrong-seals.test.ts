import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';

import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { leaderLock } from '../../server/pdf-signatures/pdf/field-names.ts';
import { fillAndSeal } from '../../server/pdf-signatures/produce/fill-and-seal.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { files } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { confirmCertificate } from '../../server/signing/certificates/confirm-certificate.ts';
import { revokeCertificate } from '../../server/signing/certificates/revoke-certificate.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { aKeyOf, expireKey, placeKey, renewKey } from '../support/agency-keys.ts';
import { ask, refused, send } from '../support/ask.ts';
import { type Agent, changeRow, eventsOf, testPassword } from '../support/identity.ts';
import { aLetter, type Bureau, begunSignature, submitted, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aPreparedPdf, leaderName, signed, signWith } from '../support/signing.ts';

const { listDeliveries } = deliveriesContract;
const { getArrivalVerification, listArrivals, registerArrival, returnArrival } = arrivalsContract;
const DAY_MS = 24 * 3600_000;

/** What is wrong with the file that Sở Nội vụ sends, and the words its receiver reads first. */
const wrongs = {
  'bears the seal of another agency': ['unclear', 'Chữ ký số cơ quan trong tệp không phải của cơ quan gửi.'],
  'bears a seal whose certificate had ended': ['invalid', 'Chứng thư không có hiệu lực lúc ký.'],
  'bears a seal that was revoked before': ['invalid', 'Chứng thư đã bị thu hồi trước lúc ký.'],
  'bears no seal': ['unclear', 'Có chữ ký của cá nhân, nhưng không có chữ ký số của cơ quan gửi.'],
  'bears the key of a person for a seal': [
    'unclear',
    'Có chữ ký của cá nhân, nhưng không có chữ ký số của cơ quan gửi.',
  ],
  'was changed after it was sealed': ['invalid', 'Nội dung đã bị sửa sau khi ký.'],
} as const;
type Wrong = keyof typeof wrongs;
const every = Object.keys(wrongs) as Wrong[];

describe('a letter from another agency’s system that', function () {
  this.timeout(120_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let receiver: Agent;
  const letters = new Map<Wrong, OutgoingView>();

  /** The file that the sender's system makes of a letter, instead of the right one. */
  async function wrongFiles(right: Uint8Array): Promise<Record<Wrong, Uint8Array>> {
    const { issue } = province.authority();
    const now = new Date();
    const [leader, person] = await Promise.all([
      issue({ purpose: 'person', commonName: leaderName }),
      issue({ purpose: 'person', commonName: 'Nguyễn Văn Bình' }),
    ]);
    const ended = { notBefore: new Date(now.getTime() - 30 * DAY_MS), notAfter: new Date(now.getTime() - DAY_MS) };
    const old = await aKeyOf(province, 'snv', 'seal', ended);
    const revoked = await aKeyOf(province, 'snv', 'seal');
    const { id: certificateId } = await placeKey(province, 'snv', 'seal', revoked);
    await inTransaction(province.actor('quantri', 'snv'), async (tx) => {
      await confirmCertificate(tx, certificateId);
      await revokeCertificate(tx, {
        certificateId,
        since: new Date(now.getTime() - 3_600_000).toISOString(),
        reason: 'Mất khoá',
      });
    });
    const { pdf } = await aPreparedPdf();
    const unsealed = await signed(pdf, leader, { certify: 2, lock: leaderLock, signingTime: now });
    const sealedBy = ({ certificate, chain, ...key }: typeof leader) =>
      fillAndSeal(unsealed, {
        ...{ values: { number: '12', day: '05', month: '11' }, signingTime: now },
        ...{ certificate, chain, sign: signWith({ certificate, chain, ...key }) },
      });
    const changed = Buffer.from(right);
    changed[11] = (changed[11] ?? 0) ^ 1;
    return {
      'bears the seal of another agency': await sealedBy(await aKeyOf(province, 'thanhbinh', 'seal')),
      'bears a seal whose certificate had ended': await sealedBy(old),
      'bears a seal that was revoked before': await sealedBy(revoked),
      'bears no seal': unsealed,
      'bears the key of a person for a seal': await sealedBy(person),
      'was changed after it was sealed': changed,
    };
  }

  async function signAndNumber(shown: OutgoingView): Promise<void> {
    const { leader, clerk } = bureau;
    await ask(leader, signingContract.completeSignature, await begunSignature(leader, shown));
    const params = { documentId: shown.id };
    const { version } = await ask(clerk, outgoingContract.getOutgoing, { params });
    await ask(clerk, outgoingContract.numberDocument, { params, body: { version, password: testPassword } });
  }

  before('what a sender sends whose system checks nothing', async () => {
    bureau = await theBureau(province);
    receiver = await province.signIn('vanthu', 'skhcn');
    for (const wrong of every) letters.set(wrong, await submitted(bureau, aLetter(province, { to: ['skhcn'] })));
    for (const shown of letters.values()) await signAndNumber(shown);
    await expireKey(province, 'snv', 'system');
    await province.work(); // sealed and issued, and nothing can leave yet
    const last = await readOne(outgoingDocuments, { _id: letters.get('was changed after it was sealed')?.id ?? '' });
    const made = await wrongFiles(await files().read(last?.main?.sha256 ?? ''));
    for (const wrong of every) {
      const document = await readOne(outgoingDocuments, { _id: letters.get(wrong)?.id ?? '' });
      if (!document?.main) throw new Error('It has no file');
      const main = { ...document.main, ...(await files().put(made[wrong])) };
      await changeRow(outgoingDocuments, document.id, { main });
    }
    await renewKey(province, 'snv', 'system');
    await province.work();
  });

  const subjectOf = (wrong: Wrong) => letters.get(wrong)?.subject ?? '';
  const arrivalOf = async (wrong: Wrong) => {
    const { items } = await ask(receiver, listArrivals, { query: {} });
    const found = items.find(({ subject }) => subject === subjectOf(wrong));
    if (!found) throw new Error(`What ${wrong} has not arrived`);
    return found;
  };
  const deliveryOf = async (wrong: Wrong) => {
    const documentId = letters.get(wrong)?.id ?? '';
    const {
      items: [only],
    } = await ask(bureau.clerk, listDeliveries, { params: { documentId } });
    return {
      state: only?.state,
      verdict: only?.recipientVerdict,
      said: only?.receipts.map(({ code, reason }) => [code, reason]),
    };
  };

  for (const wrong of every) {
    const [verdict, words] = wrongs[wrong];
    it(`${wrong} is ${verdict} to its receiver, and its sender reads that in the receipt`, async () => {
      const arrival = await arrivalOf(wrong);
      const seen = await ask(receiver, getArrivalVerification, { params: { arrivalId: arrival.id } });
      expect({ list: arrival.verdict, page: seen.verdict, isOriginal: seen.isOriginal }).to.deep.equal({
        ...{ list: verdict, page: verdict, isOriginal: false },
      });
      expect(seen.sentence.vi).to.include(words);
      expect(seen.advice?.vi).to.be.a('string');
      expect(await deliveryOf(wrong)).to.deep.equal({ state: 'arrived', verdict, said: [['01', null]] });
    });
  }

  it('is invalid gets no number unless its receiver says why; the reason stands in the log, the verdict in the receipt', async () => {
    for (const wrong of every.filter((one) => wrongs[one][0] === 'invalid')) {
      const { id: arrivalId, version } = await arrivalOf(wrong);
      const blindly = { params: { arrivalId }, body: { version } };
      expect(await refused(receiver, registerArrival, blindly)).to.equal('409 verdict-invalid');
    }
    const wrong = 'was changed after it was sealed';
    const { id: arrivalId, version } = await arrivalOf(wrong);
    const verdictReason = 'Đã hỏi nơi gửi, chờ bản thay thế';
    const said = await send(receiver, registerArrival, { params: { arrivalId }, body: { version } });
    expect(said.body.fields[0].pointer).to.equal('/body/verdictReason');
    const body = { version, verdictReason };
    const document = await ask(receiver, registerArrival, { params: { arrivalId }, body });
    expect(document).to.include({ verdict: 'invalid', arrivalNumber: 1 });
    const events = await eventsOf(province.agency('skhcn').id);
    expect(events).to.deep.include({
      ...{ type: 'document-verified', documentId: document.id, verdict: 'invalid', reason: verdictReason },
    });
    await province.work();
    expect(await deliveryOf(wrong)).to.deep.equal({
      ...{ state: 'accepted', verdict: 'invalid' },
      said: [
        ['01', null],
        ['03', null],
      ],
    });
  });

  it('is refused for its seal comes back to its sender with the reason, as due work', async () => {
    const wrong = 'bears the seal of another agency';
    const { id: arrivalId, version } = await arrivalOf(wrong);
    const reason = 'Thiếu chữ ký số của cơ quan gửi.';
    await ask(receiver, returnArrival, {
      params: { arrivalId },
      body: { version, reasonCode: 'signature-not-valid', reason },
    });
    await province.work();
    expect(await deliveryOf(wrong)).to.deep.equal({
      ...{ state: 'refused', verdict: 'unclear' },
      said: [
        ['01', null],
        ['02', reason],
      ],
    });
    const { now, overdue, today, fresh } = await ask(bureau.clerk, statisticsContract.dueWork);
    const back = [...now, ...overdue, ...today, ...fresh].filter(({ kind }) => kind === 'delivery-refused');
    expect(back.map(({ subject, note, action }) => ({ subject, note, action }))).to.deep.equal([
      { subject: subjectOf(wrong), note: reason, action: 'see-delivery' },
    ]);
  });

  it('counts as sent electronically, and never as fully electronic', async () => {
    const [{ issuedOn } = { issuedOn: '' }] = [await arrivalOf('bears no seal')];
    const period = { from: issuedOn, to: issuedOn };
    const { figures } = await ask(bureau.clerk, statisticsContract.share, { query: period });
    expect(figures.map(({ numerator, denominator }) => [numerator, denominator])).to.deep.equal([
      [every.length, every.length],
      [0, every.length],
    ]);
  });
});

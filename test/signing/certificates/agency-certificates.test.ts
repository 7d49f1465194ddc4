import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportPkcs12 } from '../../../scripts/demo/export-pkcs12.ts';
import { DEPLOYMENT } from '../../../server/audit/store.ts';
import { agencies } from '../../../server/identity/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { dayInVietnam } from '../../../server/platform/calendar.ts';
import { readOne, rowsOf } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { certificatesContract } from '../../../server/signing/certificates/contract.ts';
import { endsOfCertificates } from '../../../server/signing/certificates/ends-of-certificates.ts';
import { agencyCertificates, seenCertificates } from '../../../server/signing/certificates/store.ts';
import { trustCertificate } from '../../../server/signing/certificates/trust-certificate.ts';
import { agencyKeysFolder } from '../../../server/signing/keys/agency-keys.ts';
import { agencySigner } from '../../../server/signing/keys/agency-signer.ts';
import { assertSigner } from '../../../server/signing/keys/assert-signer.ts';
import { installAgencyKey } from '../../../server/signing/keys/install-agency-key.ts';
import { signAsSystem, verifySystemSignature } from '../../../server/signing/keys/system-signature.ts';
import { verifyStored } from '../../../server/signing/verification/verification-of.ts';
import { statisticsContract } from '../../../server/statistics/contract.ts';
import { aKeyOf, expireKey, installKey } from '../../support/agency-keys.ts';
import { ask, refused } from '../../support/ask.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import { aLetter, signedLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aPreparedPdf, signed } from '../../support/signing.ts';

const DAY_MS = 24 * 3600_000;
const pin = '246810';
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: unknown) => Object(error).code,
  );

describe('the certificates of an agency', function () {
  this.timeout(120_000);
  useFreshDatabase();
  const province = useProvince();
  let administrator: Agent;

  before(async () => {
    administrator = await province.signIn('quantri', 'snv');
  });

  /** What the operator does, without anybody's confirmation. */
  const putInPlace = async (purpose: 'seal' | 'system') => {
    const agency = await readOne(agencies, { _id: province.agency('snv').id });
    if (!agency) throw new Error('There is no such agency');
    const key = await aKeyOf(province, 'snv', purpose, { notAfter: new Date(Date.now() + 2_000 * DAY_MS) });
    const pkcs12 = await exportPkcs12(key, pin);
    const folder = agencyKeysFolder(join(province.storageFolder(), 'keys'));
    return await installAgencyKey({ agency, purpose, pkcs12, pin }, { folder, production: false });
  };
  const signer = () => agencySigner(province.agency('snv').id, 'system', new Date());

  it('are put in place by one person and count when a second one has confirmed them', async () => {
    const { id: agencyId } = province.agency('snv');
    const { id: certificateId, sha256 } = await putInPlace('system');
    const used = async () => Buffer.from((await signer()).certificate).toString('base64');
    const before = await used();
    const [listed] = await ask(administrator, certificatesContract.listAgencyCertificates);
    expect(listed).to.include({ id: certificateId, purpose: 'system', state: 'pending', confirmedBy: null, sha256 });
    expect(listed?.subject).to.match(/^CN=Hệ thống quản lý văn bản – Sở Nội vụ/);
    expect(listed?.serial).to.match(/^4d[0-9a-f]{30}$/);
    expect(dayInVietnam(new Date(listed?.until ?? ''))).to.equal(dayInVietnam(new Date(Date.now() + 2_000 * DAY_MS)));

    const confirmed = await ask(administrator, certificatesContract.confirmCertificate, {
      params: { certificateId },
      body: {},
    });
    expect(confirmed).to.include({ state: 'in-force' });
    expect(confirmed.confirmedBy?.name).to.equal(province.actor('quantri', 'snv').name);
    expect(await used()).not.to.equal(before);
    const events = await eventsOf(agencyId);
    expect(events.at(-1)).to.deep.include({
      type: 'certificate-confirmed',
      purpose: 'system',
      certificateSha256: sha256,
    });
    const again = { params: { certificateId }, body: {} };
    expect(await refused(administrator, certificatesContract.confirmCertificate, again)).to.equal(
      '409 certificate-not-waiting',
    );
  });

  it('sign nothing and are believed by nobody before', async () => {
    const { id: agencyId } = province.agency('snv');
    const back = await expireKey(province, 'snv', 'system');
    const { id: certificateId } = await putInPlace('system');
    expect(await code(signer())).to.equal('agency-certificate-pending');
    await ask(administrator, certificatesContract.confirmCertificate, { params: { certificateId }, body: {} });
    const message = Buffer.from('{}');
    const signature = await signAsSystem(agencyId, message);
    const verified = () => code(verifySystemSignature(agencyId, message, signature, new Date()));
    expect(await verified()).to.equal('done');
    await inTransaction(systemActor(agencyId), async (tx) => {
      tx.change(agencyCertificates, await tx.load(agencyCertificates, certificateId), { pending: true });
    });
    expect(await verified()).to.equal('signature-invalid');
    await back();
  });

  it('are the administrators’ own: a clerk may not, an administrator of another agency finds nothing', async () => {
    const { id: certificateId } = await putInPlace('seal');
    const clerk = await province.signIn('vanthu', 'snv');
    const stranger = await province.signIn('quantri', 'ubnd');
    const request = { params: { certificateId }, body: {} };
    expect(await refused(clerk, certificatesContract.listAgencyCertificates)).to.equal('403 not-permitted');
    expect(await refused(clerk, certificatesContract.confirmCertificate, request)).to.equal('403 not-permitted');
    expect(await refused(stranger, certificatesContract.confirmCertificate, request)).to.equal('404 not-found');
    const theirs = await ask(stranger, certificatesContract.listAgencyCertificates);
    expect(theirs.map(({ id }) => id)).not.to.include(certificateId);
    expect(theirs.map(({ state }) => state)).to.deep.equal(['in-force', 'in-force']);
  });

  it('are revoked with time and reason: they sign no more, and what was signed before that moment stays', async () => {
    const { id: agencyId } = province.agency('snv');
    const { id: certificateId, sha256 } = await putInPlace('system');
    const params = { certificateId };
    await ask(administrator, certificatesContract.confirmCertificate, { params, body: {} });
    const message = Buffer.from('{}');
    const signature = await signAsSystem(agencyId, message);
    const reason = 'Lộ mật khẩu khoá';
    const revoking = (since: string | null) => ({ params, body: { since, reason } });
    const { revokeCertificate } = certificatesContract;
    const tomorrow = new Date(Date.now() + DAY_MS).toISOString();
    expect(await refused(administrator, revokeCertificate, revoking(tomorrow))).to.equal('422 date-out-of-range');
    const stranger = await province.signIn('quantri', 'ubnd');
    expect(await refused(stranger, revokeCertificate, revoking(null))).to.equal('404 not-found');

    const revoked = await ask(administrator, revokeCertificate, revoking(null));
    expect(revoked).to.include({ state: 'revoked' });
    const { since = '' } = revoked.revoked ?? {};
    expect(revoked.revoked).to.deep.include({ reason, name: province.actor('quantri', 'snv').name });
    expect((await eventsOf(agencyId)).at(-1)).to.deep.include({
      ...{ type: 'certificate-revoked', purpose: 'system', certificateSha256: sha256, since, reason },
    });
    const judgedAt = (at: Date) => code(verifySystemSignature(agencyId, message, signature, at));
    expect(await judgedAt(new Date(Date.parse(since) - 1))).to.equal('done');
    expect(await judgedAt(new Date(Date.parse(since)))).to.equal('signature-invalid');
    expect(
      createHash('sha256')
        .update((await signer()).certificate)
        .digest('hex'),
    ).not.to.equal(sha256);
    expect(await refused(administrator, revokeCertificate, revoking(null))).to.equal('409 revoked-already');
    const earlier = await ask(administrator, revokeCertificate, revoking('2026-01-02'));
    expect(earlier.revoked?.since).to.equal('2026-01-01T17:00:00.000Z');
    expect(await refused(administrator, certificatesContract.confirmCertificate, { params, body: {} })).to.equal(
      '409 certificate-not-waiting',
    );
  });

  it('once revoked make no seal valid, whatever their authority says of them', async () => {
    const seal = await aKeyOf(province, 'snv', 'seal');
    await installKey(province, 'snv', 'seal', seal);
    const { pdf } = await aPreparedPdf();
    const file = await files().put(await signed(pdf, seal, { signingTime: new Date() }));
    const [one, other] = await Promise.all([verifyStored(file.sha256), verifyStored(file.sha256)]);
    expect(one.signatures[0]).to.include({ verdict: 'valid' });
    expect(other, 'who asks at the same moment shares the verdict').to.equal(one);
    const [newest] = await ask(administrator, certificatesContract.listAgencyCertificates);
    const params = { certificateId: newest?.id ?? '' };
    const body = { since: '2026-01-02', reason: 'Mất khoá' };
    await ask(administrator, certificatesContract.revokeCertificate, { params, body });
    const judged = await verifyStored(file.sha256);
    expect(judged.verdict).to.equal('invalid');
    expect(judged.signatures[0]?.reasons).to.include('revoked');
  });

  it('are due work of the administrator before they end, unless a later one is there, and watched by operators', async () => {
    const { id: agencyId } = province.agency('snv');
    const due = async () => {
      const { now, overdue, today, fresh, counts } = await ask(administrator, statisticsContract.dueWork);
      const items = [...now, ...overdue, ...today, ...fresh];
      expect(counts.certificates).to.equal(items.length);
      return items.filter(({ purpose }) => purpose === 'system');
    };
    await rowsOf(agencyCertificates).deleteMany({ agencyId, purpose: 'system' });
    const soon = new Date(Date.now() + 20.5 * DAY_MS);
    await installKey(province, 'snv', 'system', await aKeyOf(province, 'snv', 'system', { notAfter: soon }));
    const [ends] = await due();
    expect(ends).to.include({ kind: 'certificate-ends', dueOn: dayInVietnam(soon), priority: 0 });
    expect(Date.parse(ends?.at ?? '')).to.be.closeTo(soon.getTime() - 30 * DAY_MS, 1_000);
    const code = (await readOne(agencies, { _id: agencyId }))?.code;
    const watched = await endsOfCertificates(new Date());
    expect(watched.filter(({ of, kind }) => of === code && kind === 'system')).to.deep.equal([
      { kind: 'system', of: code, days: 20 },
    ]);
    expect(watched.map(({ kind }) => kind)).to.include.members(['seal', 'anchor', 'intermediate']);

    await putInPlace('system');
    expect((await due()).map(({ kind }) => kind).toSorted()).to.deep.equal(['certificate-ends', 'certificate-pending']);
    const [newest] = await ask(administrator, certificatesContract.listAgencyCertificates);
    const params = { certificateId: newest?.id ?? '' };
    await ask(administrator, certificatesContract.confirmCertificate, { params, body: {} });
    expect(await due()).to.deep.equal([]);
  });

  it('and those of leaders, known from their last signature, are due work of their own', async () => {
    const bureau = await theBureau(province);
    const { leader } = bureau;
    const own = async () => {
      const { now, overdue, today, fresh } = await ask(leader, statisticsContract.dueWork);
      return [...now, ...overdue, ...today, ...fresh].filter(({ kind }) => kind.startsWith('own-certificate'));
    };
    await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const { personId } = province.actor('giamdoc', 'snv');
    expect(await readOne(seenCertificates, { personId })).to.include({ agencyId: province.agency('snv').id });
    expect(await own()).to.deep.equal([]);
    await rowsOf(seenCertificates).updateOne({ personId }, { $set: { until: new Date(Date.now() + 5 * DAY_MS) } });
    expect(await own()).to.have.length(1);
    expect((await own())[0]).to.include({ kind: 'own-certificate-ends', priority: 1, action: 'see-certificates' });
    await rowsOf(seenCertificates).updateOne({ personId }, { $set: { until: new Date(Date.now() - 1_000) } });
    expect((await own())[0]).to.include({ kind: 'own-certificate-ended', priority: 2 });
  });
});

describe('the trust list', function () {
  this.timeout(120_000);
  useFreshDatabase();
  const province = useProvince();

  it('loses a certificate when one administrator asks and a second one agrees, and trusts it again when it is put back', async () => {
    const [one, other] = [await province.signIn('quantri', 'snv'), await province.signIn('quantri', 'ubnd')];
    const { listTrusted, askWithdrawal, agreeToWithdrawal } = certificatesContract;
    const { issue, issuing } = province.authority();
    const leader = await issue({ purpose: 'person', commonName: 'Lê Thị Hoa', keyType: 'p256' });
    const judged = () => code(assertSigner(leader, { fullName: 'Lê Thị Hoa', at: new Date() }));
    const list = await ask(one, listTrusted);
    expect(list.map(({ kind, state }) => `${kind} ${state}`).toSorted()).to.deep.equal([
      'anchor trusted',
      'intermediate trusted',
    ]);
    const { id: trustedId = '', sha256 = '' } = list.find(({ kind }) => kind === 'intermediate') ?? {};
    const request = { params: { trustedId }, body: { since: null, reason: 'Nơi cấp báo lộ khoá' } };
    const agreement = { params: { trustedId }, body: {} };
    expect(await refused(one, agreeToWithdrawal, agreement)).to.equal('409 certificate-not-waiting');
    expect(await ask(one, askWithdrawal, request)).to.include({ state: 'asked' });
    expect(await refused(other, askWithdrawal, request)).to.equal('409 asked-already');
    expect(await refused(one, agreeToWithdrawal, agreement)).to.equal('403 second-person-needed');
    expect(await judged()).to.equal('done');

    const withdrawn = await ask(other, agreeToWithdrawal, agreement);
    expect(withdrawn).to.include({ state: 'withdrawn', asked: null });
    expect(withdrawn.withdrawn).to.deep.include({
      reason: 'Nơi cấp báo lộ khoá',
      name: province.actor('quantri', 'snv').name,
    });
    expect(await judged()).to.equal('certificate-revoked');
    const events = await eventsOf(DEPLOYMENT);
    expect(events.slice(-2).map(({ type }) => type)).to.deep.equal(['trust-withdrawal-asked', 'trust-withdrawn']);
    expect(await refused(one, askWithdrawal, request)).to.equal('409 withdrawn-already');

    const { certificate } = issuing;
    await inTransaction(systemActor(DEPLOYMENT), (tx) => trustCertificate(tx, { kind: 'intermediate', certificate }));
    expect(await judged()).to.equal('done');
    expect((await ask(other, listTrusted)).find((row) => row.sha256 === sha256)).to.include({ state: 'trusted' });
    const clerk = await province.signIn('vanthu', 'snv');
    expect(await refused(clerk, listTrusted)).to.equal('403 not-permitted');
    expect(await refused(clerk, askWithdrawal, request)).to.equal('403 not-permitted');
  });
});

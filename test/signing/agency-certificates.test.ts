import { join } from 'node:path';
import { expect } from 'chai';
import { exportPkcs12 } from '../../scripts/demo/export-pkcs12.ts';
import { agencies } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { readOne } from '../../server/platform/store.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { agencyKeysFolder } from '../../server/signing/agency-keys.ts';
import { agencySigner } from '../../server/signing/agency-signer.ts';
import { certificatesContract } from '../../server/signing/certificates-contract.ts';
import { installAgencyKey } from '../../server/signing/install-agency-key.ts';
import { agencyCertificates } from '../../server/signing/store.ts';
import { signAsSystem, verifySystemSignature } from '../../server/signing/system-signature.ts';
import { aKeyOf, expireKey } from '../support/agency-keys.ts';
import { ask, refused } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const DAY_MS = 24 * 3600_000;
const pin = '246810';

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
  const code = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'done',
      (error: unknown) => Object(error).code,
    );
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
      '409 nothing-to-confirm',
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
});

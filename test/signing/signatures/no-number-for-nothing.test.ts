import { chmod, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readOne, rowsOf } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { agencyCertificates, trustedCertificates } from '../../../server/signing/certificates/store.ts';
import { statisticsContract } from '../../../server/statistics/contract.ts';
import { expireKey, keysOf, renewKey } from '../../support/agency-keys.ts';
import { ask, send } from '../../support/ask.ts';
import { changeRow, eventsOf, testPassword } from '../../support/identity.ts';
import {
  aLetter,
  anUploadedLetter,
  type Bureau,
  numberedLetter,
  signedLetter,
  theBureau,
  upload,
} from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aLetterPdf } from '../../support/signing.ts';

const { getOutgoing, numberDocument } = outgoingContract;

describe('a number', function () {
  this.timeout(240_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let signed: OutgoingView;
  let toPaper: OutgoingView;

  before(async () => {
    bureau = await theBureau(province);
    const attachmentUploadIds = [await upload(bureau.drafter, await aLetterPdf(), 'phu-luc.pdf')];
    const letter = await anUploadedLetter(province, bureau.drafter, { to: ['skhcn'] });
    signed = await signedLetter(bureau, { ...letter, attachmentUploadIds });
    toPaper = await signedLetter(bureau, aLetter(province, { to: [], outside: ['Hợp tác xã Bình Minh'] }));
  });

  const numbering = async ({ id: documentId, version }: OutgoingView = signed) => {
    const body = { version, password: testPassword };
    const { status, body: answer } = await send(bureau.clerk, numberDocument, { params: { documentId }, body });
    return `${status} ${status === 202 ? answer.code : String(answer.type).replace('/problems/', '')}`;
  };
  const read = ({ id: documentId }: OutgoingView) => ask(bureau.clerk, getOutgoing, { params: { documentId } });
  const seal = (name: string) => join(keysOf(province, 'snv'), name);

  afterEach('none was spent', async function () {
    if (this.currentTest?.title.startsWith('is given')) return;
    const types = (await eventsOf(province.agency('snv').id)).map(({ type }) => type);
    expect(types).not.to.include('document-numbered');
    expect((await read(signed)).state).to.equal('signed');
  });

  it('is not spent on a document of which a file is damaged or gone', async () => {
    for (const { sha256, role } of signed.files) {
      const path = join(province.storageFolder(), 'files', sha256.slice(0, 2), sha256);
      const whole = await readFile(path);
      await chmod(path, 0o640);
      await writeFile(path, whole.with(whole.length - 1, 0));
      expect(await numbering(), `${role} damaged`).to.equal('409 file-not-whole');
      await rename(path, `${path}.away`);
      expect(await numbering(), `${role} gone`).to.equal('409 file-not-whole');
      await unlink(`${path}.away`);
      await writeFile(path, whole);
    }
  });

  it('is not spent while the seal cannot be opened', async () => {
    const pass = await readFile(seal('seal.pass'));
    await writeFile(seal('seal.pass'), 'khác\n');
    expect(await numbering()).to.equal('409 agency-pin-wrong');
    await writeFile(seal('seal.pass'), pass);
    const key = await readFile(seal('seal.p12'));
    await writeFile(seal('seal.p12'), key.subarray(0, 300));
    expect(await numbering()).to.match(/^409 agency-(not-pkcs12|key-unreadable)$/);
    await unlink(seal('seal.p12'));
    expect(await numbering()).to.equal('409 agency-key-missing');
    await writeFile(seal('seal.p12'), key);
  });

  it('is not spent while the certificate of the seal has ended, was revoked or is trusted by nobody', async () => {
    const back = await expireKey(province, 'snv', 'seal');
    expect(await numbering()).to.equal('409 agency-certificate-expired');
    await back();
    const ofSeal = { agencyId: province.agency('snv').id, purpose: 'seal' };
    const enrolled = (await readOne(agencyCertificates, ofSeal))?.id ?? '';
    await changeRow(agencyCertificates, enrolled, { revokedAt: new Date() });
    expect(await numbering()).to.equal('409 agency-certificate-revoked');
    await changeRow(agencyCertificates, enrolled, { revokedAt: undefined });
    const trusted = rowsOf(trustedCertificates);
    const authorities = await trusted.find({}).toArray();
    await trusted.deleteMany({});
    expect(await numbering()).to.match(/^409 (signature-not-valid|agency-certificate-untrusted)$/);
    await trusted.insertMany(authorities);
  });

  it('is not spent on what could not be sent: no system key, or longer than messages take', async () => {
    const back = await expireKey(province, 'snv', 'system');
    expect(await numbering()).to.equal('409 agency-certificate-expired');
    await back();
    const rows = rowsOf(outgoingDocuments);
    const longCapacity = ['KT. GIÁM ĐỐC', 'P'.repeat(100)];
    const row = await rows.findOne({ _id: signed.id });
    await rows.updateOne({ _id: signed.id }, { $set: { 'signer.capacity': longCapacity } });
    expect(await numbering()).to.equal('409 envelope-unfit');
    if (row) await rows.replaceOne({ _id: signed.id }, row);
  });

  it('is not spent on a document whose signature is not valid any more', async () => {
    const rows = rowsOf(outgoingDocuments);
    const row = await rows.findOne({ _id: signed.id });
    const [main] = signed.files;
    const path = join(province.storageFolder(), 'files', main?.sha256.slice(0, 2) ?? '', main?.sha256 ?? '');
    const bytes = await readFile(path);
    const at = bytes.indexOf('%PDF-') + 12;
    const forged = await files().put(bytes.with(at, (bytes[at] ?? 0) ^ 1));
    await rows.updateOne({ _id: signed.id }, { $set: { 'main.sha256': forged.sha256 } });
    expect(await numbering()).to.equal('409 signature-not-valid');
    if (row) await rows.replaceOne({ _id: signed.id }, row);
  });

  it('is given to a document for paper without any system key, and then to the one that waited: the next', async () => {
    const back = await expireKey(province, 'snv', 'system');
    expect(await numbering(toPaper)).to.match(/^202 01\//);
    await back();
    expect(await numbering()).to.match(/^202 02\//);
    await province.work();
    expect(await read(signed)).to.include({ state: 'issued', number: 2 });
  });
});

describe('a numbered document whose seal has ended meanwhile', function () {
  this.timeout(240_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let numbered: OutgoingView;

  const read = () => ask(bureau.clerk, getOutgoing, { params: { documentId: numbered.id } });
  const dueWork = async () => {
    const { now, overdue, today, fresh } = await ask(bureau.clerk, statisticsContract.dueWork);
    return [...now, ...overdue, ...today, ...fresh].filter(({ id }) => id === numbered.id);
  };

  it('waits with its number and the reason, at once, in due work and in the log', async () => {
    bureau = await theBureau(province);
    numbered = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await expireKey(province, 'snv', 'seal');
    await province.work();
    const waiting = await read();
    expect(waiting).to.include({ state: 'numbered', number: numbered.number });
    expect(waiting.notice).to.include({ kind: 'seal-failed', text: 'agency-certificate-expired' });
    expect(waiting.allowed).to.include('retry-seal');
    expect((await dueWork()).map(({ kind, note }) => `${kind} ${note}`)).to.deep.equal([
      'outgoing-seal-failed agency-certificate-expired',
    ]);
    const failed = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'seal-failed');
    expect(failed).to.have.length(1);
    const arrived = (await eventsOf(province.agency('skhcn').id)).filter(({ type }) => type === 'document-arrived');
    expect(arrived).to.deep.equal([]);
  });

  it('goes on by itself with the same number once the key is renewed, and arrives valid', async () => {
    await renewKey(province, 'snv', 'seal');
    await province.work();
    expect(await read()).to.include({ state: 'issued', number: numbered.number, verdict: 'valid', notice: null });
    expect(await dueWork()).to.deep.equal([]);
  });
});

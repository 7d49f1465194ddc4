import { expect } from 'chai';
import { createDemoAuthority, type DemoKey } from '../../../scripts/demo/authority.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { yearInVietnam } from '../../../server/platform/calendar.ts';
import { readOne } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { signatureSessions } from '../../../server/signing/signatures/store.ts';
import { ask, refused, send } from '../../support/ask.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import {
  aLetter,
  type Bureau,
  beginBody,
  begunSignature,
  openKey,
  submitted,
  theBureau,
} from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aPreparedPdf, refilled } from '../../support/signing.ts';

const { beginSignature, completeSignature } = signingContract;

describe('a leader’s signature', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let leader: Agent;
  let deputy: Agent;
  let shown: OutgoingView;

  before(async () => {
    bureau = await theBureau(province);
    ({ leader } = bureau);
    deputy = await province.signIn('phogiamdoc', 'snv');
    shown = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
  });

  const params = () => ({ documentId: shown.id });
  const body = async () => beginBody(shown, await openKey(leader));
  const withKey = ({ certificate, chain }: DemoKey) => ({
    params: params(),
    body: {
      version: shown.version,
      fileSha256: shown.files[0]?.sha256 ?? '',
      certificates: [certificate, ...chain].map((der) => Buffer.from(der).toString('base64')),
    },
  });

  it('is preceded by a look at what the file may hide, which finds nothing in a letter of this house', async () => {
    const looked = await ask(leader, signingContract.preflight, { params: params() });
    expect(looked).to.deep.equal({ fileSha256: shown.files[0]?.sha256, findings: [] });
  });

  it('is not begun on a file that acts by itself or hides earlier pages, whatever its signer has seen', async () => {
    const { id } = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
    const { pdf } = await aPreparedPdf();
    const planted = await files().put(await refilled(pdf, { number: '99' }));
    await outgoingDocuments.model.updateOne({ _id: id }, { $set: { 'main.sha256': planted.sha256 } });
    const { findings } = await ask(leader, signingContract.preflight, { params: { documentId: id } });
    expect(findings.map(({ code, refused }) => [code, refused])).to.deep.equal([['earlier-revisions', true]]);
    const seen = ['earlier-revisions'];
    const asked = await ask(leader, outgoingContract.getOutgoing, { params: { documentId: id } });
    const begin = { params: { documentId: id }, body: { ...beginBody(asked, await openKey(leader)), seen } };
    expect(await refused(leader, beginSignature, begin)).to.equal('422 not-fit-to-sign');
  });

  it('is not begun over a page that names another year, which is read from the page', async () => {
    const { id } = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
    expect(await readOne(outgoingDocuments, { _id: id })).to.include({ yearOnPage: yearInVietnam(new Date()) });
    await outgoingDocuments.model.updateOne({ _id: id }, { $inc: { yearOnPage: -1 } });
    const asked = await ask(leader, outgoingContract.getOutgoing, { params: { documentId: id } });
    const begin = { params: { documentId: id }, body: beginBody(asked, await openKey(leader)) };
    expect(await refused(leader, beginSignature, begin)).to.equal('409 dated-another-year');
  });

  it('is not begun on another version than the one shown', async () => {
    const current = await body();
    const otherFile = { ...current, fileSha256: '0'.repeat(64) };
    expect(await refused(leader, beginSignature, { params: params(), body: otherFile })).to.equal(
      '409 version-changed',
    );
    const earlier = { ...current, version: current.version - 1 };
    const answer = await send(leader, beginSignature, { params: params(), body: earlier });
    expect(answer.status).to.equal(409);
    expect(answer.body).to.include({ type: '/problems/version-changed', version: shown.version });
  });

  it('belongs to the appointed signer alone', async () => {
    const asked = { params: params(), body: await body() };
    expect(await refused(deputy, beginSignature, asked)).to.equal('403 not-yours');
    for (const agent of [bureau.drafter, bureau.clerk]) {
      expect(await refused(agent, beginSignature, asked)).to.match(/^403 /);
    }
  });

  it('is not begun with the certificate of another person', async () => {
    const { certificate, chain } = await openKey(deputy);
    const asked = { params: params(), body: beginBody(shown, { ...(await openKey(leader)), certificate, chain }) };
    expect(await refused(leader, beginSignature, asked)).to.equal('422 certificate-of-another');
  });

  it('is not begun with a certificate that is untrusted, expired, or not for signing documents', async () => {
    const commonName = shown.signer.name;
    const authority = province.authority();
    const stranger = await (await createDemoAuthority()).issue({ purpose: 'person', commonName });
    expect(await refused(leader, beginSignature, withKey(stranger))).to.equal('422 certificate-untrusted');
    const notAfter = new Date(Date.now() - 24 * 3600_000);
    const expired = await authority.issue({ purpose: 'person', commonName, notAfter });
    expect(await refused(leader, beginSignature, withKey(expired))).to.equal('422 certificate-expired');
    const system = await authority.issue({ purpose: 'timestamp', commonName });
    expect(await refused(leader, beginSignature, withKey(system))).to.equal('422 not-for-signing');
    const asked = { params: params(), body: { ...(await body()), certificates: ['AAAA'] } };
    expect(await refused(leader, beginSignature, asked)).to.equal('422 not-a-certificate');
  });

  it('leaves no trace of what was refused', async () => {
    expect(await signatureSessions.model.countDocuments({})).to.equal(0);
    const types = (await eventsOf(province.agency('snv').id)).map(({ type }) => type);
    expect(types).not.to.include('signature-begun');
  });

  it('is begun whatever spaces, unseen signs and kind of Đ the certificate writes the name with', async () => {
    const { name } = shown.signer;
    const [first, ...others] = name.split(' ');
    for (const commonName of [`${first}  ${others.join('\u00a0')}\u200b `, name.toUpperCase().normalize('NFD')]) {
      const key = await province.authority().issue({ purpose: 'person', commonName, keyType: 'p256' });
      await ask(leader, beginSignature, withKey(key));
    }
  });

  it('is not completed with a wrong value, by another, or after its time', async () => {
    const asked = await begunSignature(leader, shown);
    const wrong = { ...asked, body: { signature: Buffer.alloc(256, 7).toString('base64') } };
    expect(await refused(leader, completeSignature, wrong)).to.equal('422 signature-value-wrong');
    expect(await refused(deputy, completeSignature, asked)).to.equal('404 not-found');
    const { signatureId = '' } = asked.params ?? {};
    await signatureSessions.model.updateOne({ _id: signatureId }, { $set: { expiresAt: new Date(0) } });
    expect(await refused(leader, completeSignature, asked)).to.equal('410 signature-expired');
    const still = await ask(leader, outgoingContract.getOutgoing, { params: params() });
    expect(still).to.include({ state: 'submitted', version: shown.version });
  });

  it('is not completed on a document that was taken back and changed meanwhile', async () => {
    const asked = await begunSignature(leader, shown);
    const { version } = shown;
    const back = await ask(bureau.drafter, outgoingContract.withdrawDraft, { params: params(), body: { version } });
    const changed = await ask(bureau.drafter, outgoingContract.changeDraft, {
      params: params(),
      body: aLetter(province, { to: ['thanhbinh'] }),
      headers: { 'If-Match': `"${back.version}"` },
    });
    expect(await refused(leader, completeSignature, asked)).to.match(/^409 /);
    const again = { params: params(), body: { version: changed.version } };
    await ask(bureau.drafter, outgoingContract.submitDraft, again);
    await province.work();
    expect(await refused(leader, completeSignature, asked)).to.equal('409 version-changed');
    shown = await ask(leader, outgoingContract.getOutgoing, { params: params() });
  });

  it('completed twice at once is made once', async () => {
    const asked = await begunSignature(leader, shown, { withoutIssuers: true });
    const answers = await Promise.all([1, 2].map(() => send(leader, completeSignature, asked)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    const types = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'document-signed');
    expect(types).to.have.length(1);
    const signed = await ask(leader, outgoingContract.getOutgoing, { params: params() });
    expect(signed).to.include({ state: 'signed', verdict: 'valid' });
    expect(await refused(leader, completeSignature, asked)).to.match(/^409 /);
  });

  it('brings the issuers this deployment knows, when the signer’s program names the certificate alone', async () => {
    const signed = await ask(leader, outgoingContract.getOutgoing, { params: params() });
    const fileId = signed.files[0]?.id ?? '';
    const pdf = await ask(leader, outgoingContract.getOutgoingFile, { params: { ...params(), fileId } });
    const trust = { anchors: [province.authority().root.certificate], intermediates: [] };
    const { signatures } = await verifyPdf(pdf, { trust, at: new Date(), softRevocation: true });
    expect(signatures.map(({ verdict }) => verdict)).to.deep.equal(['valid']);
  });

  it('is not begun a second time, and what is signed is not changed any more, nor returned by its drafter', async () => {
    const signed = await ask(leader, outgoingContract.getOutgoing, { params: params() });
    const asked = { params: params(), body: beginBody(signed, await openKey(leader)) };
    expect(await refused(leader, beginSignature, asked)).to.equal('409 wrong-state');
    const { version } = signed;
    const returning = { params: params(), body: { version, reason: 'Sửa lại' } };
    expect(await refused(bureau.drafter, outgoingContract.returnDraft, returning)).to.equal('403 not-permitted');
    const changing = {
      params: params(),
      body: aLetter(province, { to: ['skhcn'] }),
      headers: { 'If-Match': `"${version}"` },
    };
    expect(await refused(bureau.drafter, outgoingContract.changeDraft, changing)).to.equal('409 wrong-state');
  });

  it('that the clerk gives back goes with its pages: the draft is corrected and signed anew', async () => {
    const signed = await ask(bureau.clerk, outgoingContract.getOutgoing, { params: params() });
    expect(signed.allowed).to.include('return');
    const body = { version: signed.version, reason: 'Sai thể thức' };
    const back = await ask(bureau.clerk, outgoingContract.returnDraft, { params: params(), body });
    expect(back).to.include({ state: 'draft', verdict: 'no-signature' });
    const drafted = await ask(bureau.drafter, outgoingContract.getOutgoing, { params: params() });
    expect(drafted.allowed).to.deep.equal(['edit', 'delete', 'submit']);
    expect(drafted.notice).to.include({ kind: 'returned', text: 'Sai thể thức' });
  });
});

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { intakeContract } from '../../../server/intake/contract.ts';
import { dueOfMails } from '../../../server/intake/due.ts';
import { mailsContract } from '../../../server/intake/mails/contract.ts';
import { mailsRoutes } from '../../../server/intake/mails/routes.ts';
import { mails } from '../../../server/intake/mails/store.ts';
import { intakeRoutes } from '../../../server/intake/routes.ts';
import { refuseSecret } from '../../../server/intake/scans/refuse-secret.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { useScanner } from '../../../server/platform/outbound/malware-scanner.ts';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { incomingRoutes } from '../../../server/registry/incoming/routes.ts';
import { ask, refused, send } from '../../support/ask.ts';
import { aClamd } from '../../support/clamd.ts';
import { type Agent, eventsOf, signedInAs, useAuditedLedger, useIdentityApp } from '../../support/identity.ts';
import { aCarried, aMail, aPdf, aText } from '../../support/mails.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOffice, anUpload, type Office, useTestFiles } from '../../support/registry.ts';
import { aMarkedPdf } from '../../support/scans.ts';

describe('a mail that is proposed to be taken in', function () {
  this.timeout(60_000);
  let office: Office;
  let clerk: Agent;
  let outsider: Agent;
  let pdf: Uint8Array;
  useFreshDatabase();
  useAuditedLedger();
  useTestFiles();
  const app = useIdentityApp({
    contracts: { intake: intakeContract, mails: mailsContract, incoming: incomingContract },
    routes: [...intakeRoutes, ...mailsRoutes, ...incomingRoutes],
  });
  before(async () => {
    office = await anOffice();
    clerk = await signedInAs(app.address(), office.clerk.person.username);
    outsider = await signedInAs(app.address(), (await anOffice()).clerk.person.username);
    pdf = await aPdf();
  });

  const sent = async (bytes: Uint8Array) => ({
    body: { uploadId: await anUpload(office.clerk.actor, { bytes, mediaType: 'message/rfc822', name: 'thu.eml' }) },
  });
  const opened = async (bytes: Uint8Array) => await ask(clerk, mailsContract.openMail, await sent(bytes));
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const eventsNamed = async (type: string) => (await eventsOf(office.agency.id)).filter((event) => event.type === type);

  it('is read once, however often it comes, and waits for a clerk of its agency alone', async () => {
    const bytes = aMail([aText(), aCarried(pdf)]);
    const mail = await opened(bytes);
    // The same on another way: a server has put a line of its own before it.
    const again = await opened(Buffer.concat([Buffer.from('Received: from mx.saomai.gov.vn\r\n'), bytes]));
    expect(again.id).to.equal(mail.id);
    expect(mail).to.deep.include({ state: 'proposed', subject: 'Gui bao cao', attachments: 1, answer: null });
    expect(await eventsNamed('mail-proposed')).to.deep.equal([{ type: 'mail-proposed', mailId: mail.id }]);
    const [due] = await dueOfMails.first(office.clerk.actor, new Date(), 5);
    expect(due).to.include({ kind: 'mail', id: mail.id, who: 'Sở Nội vụ' });
    expect(await dueOfMails.count(office.leader.actor, new Date())).to.equal(0);
    const params = { mailId: mail.id };
    expect(await refused(outsider, mailsContract.getMail, { params })).to.equal('404 not-found');
    expect(await refused(outsider, mailsContract.openMail, await sent(bytes))).to.equal('404 not-found');
    const { original } = await ask(clerk, mailsContract.getMail, { params });
    const file = { params: { ...params, fileId: original?.id ?? '' } };
    expect(bytes.equals((await send(clerk, mailsContract.getMailFile, file)).body)).to.equal(true);
    expect((await send(outsider, mailsContract.getMailFile, file)).status).to.equal(404);
  });

  it('is registered with what it carries, and lies beside the document byte for byte', async () => {
    const bytes = aMail([aText(), aCarried(Buffer.concat([pdf, Buffer.from('\n')]))], { subject: 'Dang ky' });
    const { id: mailId } = await opened(bytes);
    const [main] = await ask(clerk, mailsContract.takeMailFiles, { params: { mailId }, body: {} });
    const body = {
      ...{ typeCode: 'cong-van', issuedOn: '2026-01-02', issuer: { name: 'Sở Nội vụ' }, subject: 'Báo cáo' },
      uploadId: main?.uploadId ?? '',
    };
    expect(await refused(outsider, mailsContract.registerMail, { params: { mailId }, body })).to.equal('404 not-found');
    const document = await ask(clerk, mailsContract.registerMail, { params: { mailId }, body });
    expect(document.files.map(({ role, sha256 }) => [role, sha256])).to.deep.equal([
      ['main', main?.sha256],
      ['attachment', digest(bytes)],
    ]);
    expect(await ask(clerk, mailsContract.getMail, { params: { mailId } })).to.include({
      state: 'registered',
      documentId: document.id,
    });
    expect(await eventsNamed('mail-registered')).to.deep.equal([
      { type: 'mail-registered', mailId, documentId: document.id },
    ]);
    const refusal = { params: { mailId }, body: { reasonCode: 'other', reason: 'Trùng' } } as const;
    expect(await refused(clerk, mailsContract.refuseMail, refusal)).to.equal('409 wrong-state');
  });

  it('is refused with a reason, and an answer for its sender is written', async () => {
    const { id: mailId } = await opened(aMail('Xin chào', { subject: 'Hoi tham' }));
    const body = { reasonCode: 'no-document', reason: 'Gửi lại kèm văn bản đã ký số.' } as const;
    const { answer, state } = await ask(clerk, mailsContract.refuseMail, { params: { mailId }, body });
    expect([state, answer?.to, answer?.subject]).to.deep.equal([
      'refused',
      'vanthu@snv.saomai.gov.vn',
      'Trả lời: Hoi tham',
    ]);
    expect(answer?.text)
      .to.include('Lý do: Thư không kèm văn bản. Gửi lại kèm văn bản đã ký số.')
      .and.to.include(office.agency.name);
    expect(await eventsNamed('mail-refused')).to.deep.equal([{ type: 'mail-refused', mailId, ...body }]);
    const { items } = await ask(clerk, mailsContract.listMails, { query: { state: 'refused' } });
    expect(items.map(({ id }) => id)).to.deep.equal([mailId]);
    expect(await refused(clerk, mailsContract.takeMailFiles, { params: { mailId }, body: {} })).to.equal(
      '409 wrong-state',
    );
  });

  it('is erased where it bears a degree of secrecy, itself or in what it carries, and the log says no word of it', async () => {
    const secret = [
      aMail([aText('Độ mật: Tối mật'), aCarried(pdf)]),
      aMail([aText(), aCarried(await aMarkedPdf('TỐI MẬT'))]),
    ];
    for (const bytes of secret) {
      expect(await refused(clerk, mailsContract.openMail, await sent(bytes))).to.equal('422 state-secret');
      expect(await files().has(digest(bytes))).to.equal(false);
    }
    const told = { type: 'state-secret-erased' };
    expect(await eventsNamed('state-secret-erased')).to.deep.equal([told, told]);
  });

  it('is erased with a scan that it carries once that is read to bear one', async () => {
    const scan = Buffer.concat([pdf, Buffer.from('\n%scan')]);
    const bytes = aMail([aText(), aCarried(scan)], { subject: 'Ban quet' });
    const { id: mailId } = await opened(bytes);
    await ask(clerk, mailsContract.takeMailFiles, { params: { mailId }, body: {} });
    await refuseSecret(office.agency.id, digest(scan));
    expect([await files().has(digest(scan)), await files().has(digest(bytes))]).to.deep.equal([false, false]);
    const left = await ask(clerk, mailsContract.getMail, { params: { mailId } });
    expect(left).to.deep.include({
      state: 'refused',
      refusedFor: 'state-secret',
      subject: '',
      parts: [],
      original: null,
    });
    expect(JSON.stringify(await readAll(mails, { _id: mailId }))).not.to.match(/Ban quet|thu\.eml|cong-van/);
  });

  it('is not taken in while it is harmful, or nobody has looked', async () => {
    const clamd = await aClamd({ finds: 'X5O!' });
    useScanner(clamd.address);
    const asked = await sent(aMail('X5O!'));
    expect(await refused(clerk, mailsContract.openMail, asked)).to.equal('422 mail-harmful');
    clamd.close();
    expect(await refused(clerk, mailsContract.openMail, asked)).to.equal('503 mail-not-scanned');
    useScanner(undefined);
  });
});

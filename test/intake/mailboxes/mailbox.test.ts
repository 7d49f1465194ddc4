import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { collectMails, useMailRules } from '../../../server/intake/mailboxes/collect-mails.ts';
import { mailboxContract } from '../../../server/intake/mailboxes/contract.ts';
import { openedPassword, useMailboxKey } from '../../../server/intake/mailboxes/password-seal.ts';
import { mailboxRoutes } from '../../../server/intake/mailboxes/routes.ts';
import { mailboxes, mailboxProgress } from '../../../server/intake/mailboxes/store.ts';
import { mails } from '../../../server/intake/mails/store.ts';
import { readAll, rowsOf } from '../../../server/platform/database/store.ts';
import { ask, refused } from '../../support/ask.ts';
import { aServerKey } from '../../support/certificates.ts';
import {
  type Agent,
  anEmployee,
  eventsOf,
  refusalOf,
  signedInAs,
  useAuditedLedger,
  useIdentityApp,
} from '../../support/identity.ts';
import { anImapServer } from '../../support/imap-server.ts';
import { aMail } from '../../support/mails.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOffice, jobsOf, type Office, useTestFiles } from '../../support/registry.ts';

describe('the mailbox of an agency', function () {
  this.timeout(60_000);
  let folder: string;
  let office: Office;
  let administrator: Agent;
  let server: Awaited<ReturnType<typeof anImapServer>>;
  let mailboxId: string;
  useFreshDatabase();
  useAuditedLedger();
  useTestFiles();
  const app = useIdentityApp({ contracts: { mailbox: mailboxContract }, routes: [...mailboxRoutes] });
  const password = 'hoa-sen-trang';
  const settings = () => ({
    ...({ address: 'vanthu@saomai.gov.vn', host: 'localhost', port: server.port, security: 'tls' } as const),
    ...({ username: 'vanthu', folder: 'INBOX', after: 'mark', moveTo: null, active: true } as const),
  });
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-keys-'));
    useMailboxKey(folder);
    const { key, cert, authority } = aServerKey('localhost');
    server = await anImapServer({ key, cert, password });
    useMailRules({ networks: ['127.0.0.0/8'], ports: [], authorities: [authority] });
    office = await anOffice();
    const { person } = await anEmployee(office.agency, ['administrator']);
    administrator = await signedInAs(app.address(), person.username);
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const state = async () => (await ask(administrator, mailboxContract.getMailbox)).mailbox?.state;
  const proposed = async () => (await readAll(mails, { agencyId: office.agency.id })).map(({ subject }) => subject);

  it('is set by the administrator, and its password is nowhere to be read', async () => {
    const { mailbox } = await ask(administrator, mailboxContract.setMailbox, { body: { ...settings(), password } });
    expect(mailbox).to.deep.include({
      host: 'localhost',
      state: { lookedAt: null, fault: null, taken: 0, notTaken: [] },
    });
    const [row] = await readAll(mailboxes, { agencyId: office.agency.id });
    mailboxId = row?.id ?? '';
    expect(await openedPassword(row?.sealedPassword ?? '', office.agency.id)).to.equal(password);
    const said = JSON.stringify([row, mailbox, await eventsOf(office.agency.id), await jobsOf('collect-mails')]);
    expect(said).not.to.include(password);
    expect((await refusalOf(openedPassword(row?.sealedPassword ?? '', 'khac'))).code).to.equal('mailbox-password-lost');
    // Whoever sends it to a server of their own must know it.
    const elsewhere = { ...settings(), host: 'imap.example.com' };
    expect(await refused(administrator, mailboxContract.setMailbox, { body: elsewhere })).to.equal(
      '422 mailbox-password-missing',
    );
  });

  it('is looked into: each message is proposed once, and marked; what is not taken stays as it came', async () => {
    server.add(aMail('một', { subject: 'Thu mot' }));
    server.add(aMail('Độ mật: Tối mật', { subject: 'Thu hai' }));
    server.add(aMail('ba', { subject: 'Thu ba' }));
    for (let times = 0; times < 2; times += 1) await collectMails({ mailboxId });
    expect(await proposed()).to.have.members(['Thu mot', 'Thu ba']);
    expect(server.box.messages.map(({ seen }) => seen)).to.deep.equal([true, false, true]);
    const after = await state();
    expect(after).to.deep.include({ taken: 2, fault: null });
    expect(after?.notTaken.map(({ uid, code }) => [uid, code])).to.deep.equal([[2, 'state-secret']]);
    expect((await eventsOf(office.agency.id)).map(({ type }) => type)).to.include('mail-not-taken');
  });

  it('is looked into again where its numbering has changed, or whoever looked was killed, and doubles nothing', async () => {
    server.box.uidValidity = 2;
    await collectMails({ mailboxId });
    // Killed between proposing a message and noting it.
    await rowsOf(mailboxProgress).updateMany({ mailboxId }, { $set: { lastUid: 2 } });
    server.add(aMail('bốn', { subject: 'Thu bon' }));
    await collectMails({ mailboxId });
    expect(await proposed()).to.have.members(['Thu mot', 'Thu ba', 'Thu bon']);
  });

  it('says why it cannot be looked into, and goes on by itself', async () => {
    const faultOf = async (over: object) => {
      await ask(administrator, mailboxContract.setMailbox, { body: { ...settings(), ...over } });
      await collectMails({ mailboxId });
      return (await state())?.fault?.code;
    };
    expect(await faultOf({ password: 'sai' })).to.equal('mailbox-refused');
    expect(await faultOf({ port: 1, password })).to.equal('mailbox-away');
    useMailRules({ networks: [], ports: [] });
    expect(await faultOf({ password })).to.equal('mailbox-forbidden');
    useMailRules({ networks: ['127.0.0.0/8'], ports: [] });
    expect(await faultOf({}), 'a certificate of nobody known').to.equal('mailbox-away');
  });
});

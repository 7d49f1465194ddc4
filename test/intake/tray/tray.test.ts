import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CLAIMED, claimFile, claimsIn, REFUSED, takeClaimed } from '../../../server/intake/inbox/claimed-files.ts';
import { InboxKeeper } from '../../../server/intake/inbox/inbox-keeper.ts';
import { requireInbox } from '../../../server/intake/inbox/require-inbox.ts';
import { refuseSecret } from '../../../server/intake/scans/refuse-secret.ts';
import { leaveWithUpload } from '../../../server/intake/tray/leave-with-upload.ts';
import { putAway, putBack } from '../../../server/intake/tray/put-away.ts';
import { putInTray } from '../../../server/intake/tray/put-in-tray.ts';
import { readTrayItem, trayOf } from '../../../server/intake/tray/queries.ts';
import { takeFromTray } from '../../../server/intake/tray/take-from-tray.ts';
import type { Actor } from '../../../server/platform/actor.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { files } from '../../../server/platform/files/files.ts';
import { filesNamedIn, storesOfFiles } from '../../../server/platform/files/named-files.ts';
import { newId } from '../../../server/platform/ids.ts';
import { inTransaction, type Transaction } from '../../../server/platform/ledger/transaction.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { whenUploadUsed } from '../../../server/platform/uploads/upload-use.ts';
import { takeMainFile } from '../../../server/registry/documents/take-files.ts';
import { aClerk, anAgency, refusalOf, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anUpload, useTestFiles } from '../../support/registry.ts';

const aPdf = (): Buffer => Buffer.from(`%PDF-1.7\n% ${newId()}\nstartxref\n0\n%%EOF\n`);

describe('the tray', () => {
  useFreshDatabase();
  useAuditedLedger();
  useTestFiles();
  let clerk: Actor;
  let colleague: Actor;
  before(async () => {
    whenUploadUsed(leaveWithUpload);
    const { id: agencyId } = await anAgency();
    clerk = aClerk({ agencyId, name: 'Lê Thị Bình' });
    colleague = aClerk({ agencyId, personId: 'colleague', name: 'Trần Văn An' });
  });
  const act = <T>(actor: Actor, what: (tx: Transaction) => Promise<T>) => inTransaction(actor, what);
  const laid = async (over = {}) => {
    const uploadId = await anUpload(clerk, { bytes: aPdf(), ...over });
    return { uploadId, item: await act(clerk, (tx) => putInTray(tx, { uploadId, taken: false })) };
  };
  const waiting = async (actor = clerk) => (await trayOf(actor)).items.map(({ itemId }) => itemId);

  it('shows to all clerks of the agency, and to no other, what one of them has sent, once', async () => {
    const { item, uploadId } = await laid();
    const again = await act(clerk, (tx) => putInTray(tx, { uploadId, taken: true }));
    expect(again.id).to.equal(item.id);
    const kept = storesOfFiles().filter(({ name }) => name === 'trayItems');
    expect(kept.map(({ title }) => title(item).words)).to.deep.equal(['tệp van-ban.pdf trong khay']);
    expect([...filesNamedIn(item)]).to.deep.equal([item.sha256]);
    const [shown] = (await trayOf(colleague)).items.filter(({ itemId }) => itemId === item.id);
    expect(shown).to.include({ name: 'van-ban.pdf', by: 'Lê Thị Bình', trouble: null, takenBy: null });
    const stranger = aClerk({ agencyId: 'another' });
    expect(await trayOf(stranger)).to.deep.equal({ items: [], total: 0 });
    for (const refused of [readTrayItem(stranger, item.id), act(stranger, (tx) => takeFromTray(tx, item.id))])
      expect((await refusalOf(refused)).kind).to.equal('not-found');
  });

  it('lets a file go with the act that uses it, and with no other', async () => {
    const { item } = await laid();
    const { id } = await act(colleague, (tx) => takeFromTray(tx, item.id));
    const shown = (await trayOf(clerk)).items.find(({ itemId }) => itemId === item.id);
    expect(shown?.takenBy).to.include({ name: 'Trần Văn An', isMe: false });
    const broken = act(colleague, async (tx) => {
      await takeMainFile(tx, id);
      throw new DomainError('conflict', 'possible-duplicate', 'It is there already');
    });
    expect((await refusalOf(broken)).code).to.equal('possible-duplicate');
    expect(await waiting()).to.include(item.id);
    await act(colleague, (tx) => takeMainFile(tx, id));
    expect(await waiting()).to.not.include(item.id);
    for (const verb of [takeFromTray, putBack])
      expect((await refusalOf(act<unknown>(clerk, (tx) => verb(tx, item.id)))).kind).to.equal('not-found');
  });

  it('has back what was put away', async () => {
    const { item } = await laid();
    for (let times = 0; times < 2; times += 1) await act(clerk, (tx) => putAway(tx, item.id));
    expect(await waiting()).to.not.include(item.id);
    await act(colleague, (tx) => putBack(tx, item.id));
    expect(await waiting()).to.include(item.id);
  });

  it('keeps of a file that bears a degree of secrecy that it was erased, and nothing of it', async () => {
    const { item, uploadId } = await laid({ name: 'ke-hoach-mat.pdf' });
    await refuseSecret(clerk.agencyId, item.sha256);
    expect(await files().has(item.sha256)).to.equal(false);
    const kept = await readTrayItem(clerk, item.id);
    expect(kept).to.include({ name: '', sha256: '', size: 0, trouble: 'state-secret' });
    expect((await refusalOf(act(clerk, (tx) => takeFromTray(tx, item.id)))).code).to.equal('state-secret');
    expect((await refusalOf(act(clerk, (tx) => takeMainFile(tx, uploadId)))).code).to.equal('state-secret');
  });

  describe('with the folder of a scanner', () => {
    let inbox: string;
    let folder: string;
    let agencyId: string;
    let office: Actor;
    beforeEach(async () => {
      inbox = await mkdtemp(join(tmpdir(), 'vanban-inbox-'));
      const { id, code } = await anAgency();
      agencyId = id;
      office = aClerk({ agencyId });
      folder = join(inbox, code);
      await mkdir(folder);
    });
    afterEach(() => rm(inbox, { recursive: true, force: true }));
    const scanned = (name: string, bytes: Uint8Array = aPdf()) => writeFile(join(folder, name), bytes);
    const inTray = async () => (await trayOf(office)).items.map(({ name, trouble }) => ({ name, trouble }));

    it('takes a file once it rests, and leaves alone what is still written', async () => {
      const keeper = new InboxKeeper(inbox, 5_000);
      await scanned('quet-01.pdf', aPdf().subarray(0, 10));
      await scanned('.lock');
      await keeper.look(0);
      await scanned('quet-01.pdf');
      await keeper.look(5_000);
      expect(await inTray()).to.deep.equal([]);
      await keeper.look(10_000);
      expect(await inTray()).to.deep.equal([{ name: 'quet-01.pdf', trouble: null }]);
      expect(await readdir(folder)).to.have.members(['.lock', CLAIMED]);
      expect(await claimsIn(folder)).to.deep.equal([]);
    });

    it('lets no server start that could not look into it', async () => {
      for (const good of [undefined, inbox]) await requireInbox(good);
      const missing = await requireInbox(join(inbox, 'nowhere')).catch((error: unknown) => error);
      expect(missing).to.be.instanceOf(StartUpFailure).with.property('message').that.includes('INBOX_DIR');
    });

    it('says why nothing can be made of a file, which stays in the folder', async () => {
      await scanned('bai-hat.pdf', Buffer.from('ID3 a song'));
      await scanned('trang.pdf', Buffer.alloc(0));
      await new InboxKeeper(inbox, 0).look();
      expect(await inTray()).to.have.deep.members([
        { name: 'bai-hat.pdf', trouble: 'content-mismatch' },
        { name: 'trang.pdf', trouble: 'empty-file' },
      ]);
      const stays = await readdir(join(folder, REFUSED), { recursive: true });
      expect(stays.filter((name) => name.endsWith('.pdf'))).to.have.length(2);
    });

    it('loses nothing and doubles nothing, wherever a process was killed', async () => {
      // After the folder of the claim was made; after the file was moved there.
      await mkdir(join(folder, CLAIMED, newId()), { recursive: true });
      await scanned('da-nhan.pdf');
      await claimFile(folder, 'da-nhan.pdf');
      // After the bytes were stored and the item was in the tray, the file not yet gone.
      const bytes = aPdf();
      await scanned('da-vao-khay.pdf', bytes);
      await claimFile(folder, 'da-vao-khay.pdf');
      const claims = await claimsIn(folder);
      const whole = claims.at(-1) ?? '';
      await takeClaimed(agencyId, folder, whole);
      await mkdir(join(folder, CLAIMED, whole));
      await writeFile(join(folder, CLAIMED, whole, 'da-vao-khay.pdf'), bytes);
      for (let starts = 0; starts < 2; starts += 1) await new InboxKeeper(inbox, 0).look();
      expect((await inTray()).map(({ name }) => name)).to.have.members(['da-nhan.pdf', 'da-vao-khay.pdf']);
      expect(await claimsIn(folder)).to.deep.equal([]);
      const { sha256 } = await readTrayItem(office, whole);
      expect(Buffer.from(await files().read(sha256)).equals(bytes)).to.equal(true);
    });
  });
});

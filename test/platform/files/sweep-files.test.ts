import { chmod, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { eraseFile } from '../../../server/platform/files/erase-file.ts';
import { files, LocalFileStore, useFiles } from '../../../server/platform/files/files.ts';
import { forgetWithFile, sweepFiles } from '../../../server/platform/files/sweep-files.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../../server/platform/ledger/transaction.ts';
import { uploads } from '../../../server/platform/uploads/upload-store.ts';
import { anActor, notes } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const DAY_MS = 24 * 3600_000;

describe('files that nothing names', () => {
  useFreshDatabase({ each: true });
  let folder: string;
  let lastText = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-files-'));
    useFiles(await LocalFileStore.at(folder));
    useLedger(new Ledger({ participants: [] }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

  /** A stored file of that age. */
  async function aFile(days: number, text = `Công văn ${++lastText}`): Promise<string> {
    const { sha256 } = await files().put(Buffer.from(text));
    await utimes(pathOf(sha256), daysAgo(days), daysAgo(days));
    return sha256;
  }

  const stored = async () => {
    const names: string[] = [];
    for await (const name of files().list()) names.push(name);
    return names;
  };
  const grow = async (days: number) => {
    for (const name of await readdir(join(folder, 'aside')))
      await utimes(join(folder, 'aside', name), daysAgo(days), daysAgo(days));
  };

  it('are set aside after two days, and removed a week later', async () => {
    const [old, young] = [await aFile(3), await aFile(1.9)];
    expect(await sweepFiles()).to.deep.equal({ setAside: 1, removed: 0 });
    expect(await stored()).to.deep.equal([young]);
    expect(await files().aside.total()).to.deep.include({ count: 1 });
    expect(await sweepFiles()).to.deep.equal({ setAside: 0, removed: 0 });
    await grow(8);
    expect(await sweepFiles()).to.deep.equal({ setAside: 0, removed: 1 });
    expect(await files().has(old)).to.equal(false);
  });

  it('take what was derived of them along', async () => {
    const forgotten: string[] = [];
    forgetWithFile(async (sha256) => forgotten.push(sha256));
    const old = await aFile(3);
    await sweepFiles();
    expect(forgotten).to.deep.equal([old]);
  });

  it('can be erased at once and for good, but not what a row names', async () => {
    const [one, named] = [await aFile(0), await aFile(0)];
    await inTransaction(anActor(), async (tx) => {
      tx.insert(notes, { agencyId: tx.actor.agencyId, number: 1, title: `tệp ${named}`, madeAt: tx.now });
    });
    expect([await eraseFile(one), await eraseFile(named)]).to.deep.equal([true, false]);
    expect([await files().has(one), await files().has(named)]).to.deep.equal([false, true]);
    expect(await files().aside.total()).to.deep.include({ count: 0 });
  });

  it('are none that any row names, wherever in it: an upload that waits, a row’s text, work for later', async () => {
    const named = [await aFile(5), await aFile(5), await aFile(5)];
    const [upload = '', note = '', job = ''] = named;
    await inTransaction(anActor(), async (tx) => {
      const { personId, agencyId } = tx.actor;
      const of = { personId, agencyId, sha256: upload, size: 10, name: 'a.pdf', mediaType: 'application/pdf' };
      tx.insert(uploads, { ...of, endsAt: new Date(Date.now() + DAY_MS) });
      tx.insert(notes, { agencyId, number: 1, title: `{"base":"${note}"}`, madeAt: tx.now });
      tx.enqueue({ kind: 'look', payload: { deep: [{ file: job }] } });
    });
    expect(await sweepFiles()).to.deep.equal({ setAside: 0, removed: 0 });
    expect((await stored()).sort()).to.deep.equal(named.sort());
  });

  it('come back to whoever asks for one after all', async () => {
    const asked = [
      (sha256: string) => files().read(sha256),
      (sha256: string) => files().open(sha256),
      (sha256: string) => files().forWorker(sha256),
      (sha256: string) => files().has(sha256),
    ];
    for (const ask of asked) {
      const sha256 = await aFile(3);
      expect(await sweepFiles()).to.deep.equal({ setAside: 1, removed: 0 });
      await ask(sha256);
      expect(await stored()).to.include(sha256);
      expect(await files().aside.total()).to.deep.equal({ count: 0, bytes: 0 });
      await sweepFiles();
      expect(await stored(), 'it is young again').to.include(sha256);
    }
  });

  it('that a row has come to name are brought back, not removed', async () => {
    const sha256 = await aFile(3);
    await sweepFiles();
    await grow(8);
    await inTransaction(anActor(), async (tx) =>
      tx.insert(notes, { agencyId: 'a', number: 1, title: sha256, madeAt: tx.now }),
    );
    expect(await sweepFiles()).to.deep.equal({ setAside: 0, removed: 0 });
    expect(await stored()).to.deep.equal([sha256]);
  });

  it('are not those that somebody stores again at that moment, however the two meet', async () => {
    const bytes = Buffer.from('Giấy mời họp');
    for (let round = 0; round < 200; round += 1) {
      const sha256 = await aFile(3, bytes.toString());
      const setAside = () => files().setAside(sha256, daysAgo(2));
      await Promise.all([files().put(bytes), setAside(), files().has(sha256), setAside()]);
      for (const left of await files().aside.since(daysAgo(-1))) await files().aside.remove(left);
      expect(Buffer.from(await files().read(sha256))).to.deep.equal(bytes);
    }
  });

  it('are not what is still arriving', async () => {
    const { path } = await files().receive((await files().open(await aFile(0))).stream());
    await chmod(path, 0o640);
    await utimes(path, daysAgo(9), daysAgo(9));
    await sweepFiles();
    expect(await readdir(join(folder, 'incoming'))).to.have.length(1);
  });

  it('go with what began to come in parts and was given up eight days ago', async () => {
    const begin = (id: string) =>
      files().partial.append(id, { from: 0, total: 9 }, Readable.from([Buffer.from('Công')]));
    for (const id of ['given-up', 'going-on']) await begin(id);
    for (const name of ['5', '']) await utimes(join(folder, 'partial', 'given-up', name), daysAgo(8.1), daysAgo(8.1));
    await sweepFiles();
    expect(await readdir(join(folder, 'partial'))).to.deep.equal(['going-on']);
  });
});

import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import { LocalFileStore } from '../../../server/platform/files/files.ts';

const text = Buffer.from('Công văn số 12/UBND-VX');

describe('files', () => {
  let folder: string;
  let store: LocalFileStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-files-'));
    store = await LocalFileStore.at(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);

  async function codeOf(work: Promise<unknown>): Promise<unknown> {
    return await work.catch((error: unknown) => (error instanceof DomainError ? error.code : error));
  }

  async function damage(path: string, change: () => Promise<void>): Promise<void> {
    await chmod(path, 0o640);
    await change();
  }

  it('give back what was put, under the name of its SHA-256', async () => {
    const stored = await store.put(text);
    expect(stored).to.deep.include({ size: text.length });
    expect(await readdir(join(folder, stored.sha256.slice(0, 2)))).to.deep.equal([stored.sha256]);
    expect(Buffer.from(await store.read(stored.sha256))).to.deep.equal(text);
    const opened = await store.open(stored.sha256);
    expect(opened.size).to.equal(text.length);
    expect(await buffer(opened.stream())).to.deep.equal(text);
    expect(await store.has(stored.sha256)).to.equal(true);
    expect(await store.has('0'.repeat(64))).to.equal(false);
  });

  it('are immutable once they have their name, and leave nothing temporary behind', async () => {
    const stored = await store.put(text);
    expect((await stat(pathOf(stored.sha256))).mode & 0o777).to.equal(0o440);
    expect(await readdir(join(folder, 'incoming'))).to.deep.equal([]);
  });

  it('are never sent when one bit on the disk has changed', async () => {
    const stored = await store.put(text);
    await store.open(stored.sha256);
    const path = pathOf(stored.sha256);
    const bytes = await readFile(path);
    bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0);
    await damage(path, () => writeFile(path, bytes));
    expect(await codeOf(store.open(stored.sha256))).to.equal('integrity-failure');
    expect(await codeOf(store.read(stored.sha256))).to.equal('integrity-failure');
  });

  it('are never sent when they were cut short or are gone', async () => {
    const stored = await store.put(text);
    const path = pathOf(stored.sha256);
    await damage(path, () => truncate(path, 3));
    expect(await codeOf(store.open(stored.sha256))).to.equal('integrity-failure');
    await rm(path);
    expect(await codeOf(store.open(stored.sha256))).to.equal('integrity-failure');
    expect(await codeOf(store.read(stored.sha256))).to.equal('integrity-failure');
  });

  it('heal when the same bytes are put again', async () => {
    const stored = await store.put(text);
    const path = pathOf(stored.sha256);
    await damage(path, () => truncate(path, 0));
    await store.put(text);
    expect(Buffer.from(await store.read(stored.sha256))).to.deep.equal(text);
  });

  it('become another file when something is appended, and stay what they were', async () => {
    const { sha256 } = await store.put(text);
    const longer = await store.append(sha256, Buffer.from(' (sao y)'));
    expect(longer.size).to.equal(text.length + 8);
    expect(Buffer.from(await store.read(longer.sha256)).toString()).to.equal(`${text} (sao y)`);
    expect(Buffer.from(await store.read(sha256))).to.deep.equal(text);
    await damage(pathOf(sha256), () => truncate(pathOf(sha256), 3));
    expect(await codeOf(store.append(sha256, text))).to.equal('integrity-failure');
    expect(await codeOf(store.forWorker(sha256))).to.equal('integrity-failure');
  });

  it('leave nothing of a stream that fails', async () => {
    const broken = Readable.from(
      (async function* () {
        yield text;
        throw new Error('the client went away');
      })(),
    );
    expect(await codeOf(store.receive(broken))).to.be.instanceOf(Error);
    expect(await readdir(join(folder, 'incoming'))).to.deep.equal([]);
  });

  it('forget at the start what nobody receives any more, and nothing that somebody does', async () => {
    const { path } = await store.receive(Readable.from([text]));
    const mine = basename(path);
    const [id, place, pid, began] = mine.split('.');
    const dead = [`${id}.${place}.${pid}.${Number(began) - 1}`, `${id}.${place}.4194304.1`];
    const elsewhere = `${id}.0123456789abcdef.${pid}.${began}`;
    const ofEarlierRelease = String(id);
    const old = (name: string) => name.replace(String(id), '01a22591-5a90-71c2-8b66-a6aadc193d9a');
    const hoursAgo = new Date(Date.now() - 2 * 3600 * 1000);
    for (const name of [...dead, elsewhere, ofEarlierRelease, old(mine), old(elsewhere), old(ofEarlierRelease)]) {
      await writeFile(join(folder, 'incoming', name), text);
      if (name === old(name)) await utimes(join(folder, 'incoming', name), hoursAgo, hoursAgo);
    }
    await LocalFileStore.at(folder);
    const left = await readdir(join(folder, 'incoming'));
    expect(left).to.have.members([mine, old(mine), elsewhere, ofEarlierRelease]);
  });

  it('open while another server receives into the same folder', async () => {
    const openings = Array.from({ length: 20 }, async (_, turn) => {
      await store.adopt(await store.receive(Readable.from([Buffer.from(`${turn}`)])));
      await LocalFileStore.at(folder);
    });
    await Promise.all(openings);
    expect(await readdir(join(folder, 'incoming'))).to.deep.equal([]);
  });

  it('have no other names than hashes', async () => {
    for (const name of ['../../etc/passwd', 'a3d0a0ef', 'A'.repeat(64)]) {
      expect(await codeOf(store.read(name))).to.be.instanceOf(Error);
      expect(await codeOf(store.has(name))).to.be.instanceOf(Error);
    }
  });
});

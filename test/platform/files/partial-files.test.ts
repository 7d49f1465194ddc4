import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Measured } from '../../../server/platform/files/disk-space.ts';
import { LocalFileStore } from '../../../server/platform/files/files.ts';
import { refusalOf } from '../../support/identity.ts';

const MiB = 1024 ** 2;
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const content = randomBytes(300_000);
const total = content.length;
const expected = { sha256: sha256(content), size: total };
const id = '01a20359-58ce-75ef-9d1b-acd4e7a9a9be_main';

/** Bytes in pieces, as they come over a connection. */
async function* flowing(bytes: Uint8Array, piece = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** The same over a connection that breaks after them. */
async function* breaking(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* flowing(bytes);
  throw new Error('the connection broke');
}

describe('files that come in parts', () => {
  let folder: string;
  let store: LocalFileStore;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-partial-'));
    store = await LocalFileStore.at(folder);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const add = (from: number, to: number, over = total) =>
    store.partial.append(id, { from, total: over }, flowing(content.subarray(from, to)));
  const left = () => readdir(join(folder, 'partial'));

  it('are stored files when they are complete, and leave nothing behind', async () => {
    expect(await store.partial.offsetOf(id)).to.equal(0);
    expect(await add(0, 100_000)).to.equal(100_000);
    expect(await store.partial.offsetOf(id)).to.equal(100_000);
    expect(await add(100_000, total)).to.equal(total);
    const { ino } = await stat(join(folder, 'partial', id, String(total)));
    expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
    expect(Buffer.from(await store.read(expected.sha256))).to.deep.equal(content);
    const stored = await stat(join(folder, expected.sha256.slice(0, 2), expected.sha256));
    expect([stored.ino, stored.mode & 0o777]).to.deep.equal([ino, 0o440]);
    expect([await left(), await store.partial.offsetOf(id)]).to.deep.equal([[], 0]);
  });

  it('come in any parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(total), { maxLength: 6 }), async (cuts) => {
        const ends = [...cuts, total].sort((one, other) => one - other);
        let from = 0;
        for (const to of ends) from = await add(from, to);
        expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('may be empty', async () => {
    const nothing = { sha256: sha256(Buffer.alloc(0)), size: 0 };
    expect(await store.partial.append(id, { from: 0, total: 0 }, flowing(Buffer.alloc(0)))).to.equal(0);
    expect(await store.partial.finish(id, nothing)).to.deep.equal(nothing);
  });

  it('take no part that begins elsewhere, and say where it begins', async () => {
    const refused = async (from: number) => {
      const { kind, code, details } = await refusalOf(add(from, total));
      return [kind, code, details.extra?.offset];
    };
    expect(await refused(5)).to.deep.equal(['conflict', 'offset-mismatch', 0]);
    await add(0, 1_000);
    for (const from of [0, 999, 1_001, total])
      expect(await refused(from)).to.deep.equal(['conflict', 'offset-mismatch', 1_000]);
    expect(await refusalOf(store.partial.finish(id, expected))).to.include({ code: 'offset-mismatch' });
    expect(await add(1_000, total)).to.equal(total);
  });

  it('never grow beyond what was said', async () => {
    await add(0, 1_000);
    expect(await refusalOf(add(1_000, 100_000, 50_000))).to.include({ kind: 'invalid', code: 'attachment-mismatch' });
    expect(await store.partial.offsetOf(id)).to.equal(1_000);
    expect(await add(1_000, total)).to.equal(total);
    expect(await refusalOf(store.partial.append(id, { from: total, total }, flowing(Buffer.of(1))))).to.include({
      code: 'attachment-mismatch',
    });
    expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
  });

  it('keep nothing of a part that broke off, and go on from where it began', async () => {
    await add(0, 1_000);
    const part = { from: 1_000, total };
    const outcome = store.partial.append(id, part, breaking(randomBytes(70_000))).catch(String);
    expect(await outcome).to.contain('the connection broke');
    expect(await store.partial.offsetOf(id)).to.equal(1_000);
    await add(1_000, total);
    expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
  });

  it('are removed when they are not what was said, and may be sent anew', async () => {
    await store.partial.append(id, { from: 0, total }, flowing(randomBytes(total)));
    expect(await refusalOf(store.partial.finish(id, expected))).to.include({
      kind: 'invalid',
      code: 'attachment-mismatch',
    });
    expect([await left(), await store.has(expected.sha256)]).to.deep.equal([[], false]);
    await add(0, total);
    expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
  });

  it('take one part at a time, however many come', async () => {
    const same = Array.from({ length: 8 }, () => add(0, 100_000));
    const outcomes = await Promise.allSettled(same);
    const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'taken' : outcome.reason.code));
    expect(codes.filter((code) => code === 'taken')).to.have.length(1);
    expect(codes.filter((code) => code !== 'taken')).to.satisfy((all: string[]) =>
      all.every((code) => code === 'unavailable' || code === 'offset-mismatch'),
    );
    await add(100_000, total);
    expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
  });

  /** A process of its own that adds the first bytes of a file, says so, and waits for more that never come. */
  async function appending(from: number, count: number): Promise<ChildProcess> {
    const script = join(import.meta.dirname, 'appending-process.ts');
    const given = [folder, id, String(from), String(total), content.subarray(from, from + count).toString('base64')];
    const child = spawn(process.execPath, ['--import', './server/platform/typescript.mjs', script, ...given], {
      cwd: resolve(import.meta.dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  it('are one process’s while it receives a part; what one leaves that was killed is taken over', async () => {
    await add(0, 1_000);
    const child = await appending(1_000, 50_000);
    expect(await refusalOf(add(1_000, total))).to.include({ kind: 'unavailable', code: 'unavailable' });
    expect(await store.partial.offsetOf(id)).to.equal(1_000);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const [name = ''] = await readdir(join(folder, 'partial', id));
    expect((await stat(join(folder, 'partial', id, name))).size).to.be.greaterThan(1_000);
    expect(await store.partial.offsetOf(id)).to.equal(1_000);
    expect(await add(1_000, 2_000)).to.equal(2_000);
    expect((await readFile(join(folder, 'partial', id, '2000'))).equals(content.subarray(0, 2_000))).to.equal(true);
    await add(2_000, total);
    expect(await store.partial.finish(id, expected)).to.deep.equal(expected);
  });

  it('are not begun on a disk that is almost full', async () => {
    const full: Measured = { bavail: 0, blocks: 1_000, bsize: 4_096 };
    const crowded = await LocalFileStore.at(folder, async () => full);
    const refused = await refusalOf(crowded.partial.append(id, { from: 0, total }, flowing(content)));
    expect(refused).to.include({ kind: 'no-space' });
    expect(await left()).to.deep.equal([]);
  });

  it('are swept when nobody has added to them for long', async () => {
    await add(0, 1_000);
    const days = (count: number) => new Date(Date.now() - count * 24 * 3600_000);
    expect(await store.partial.sweep(() => days(8))).to.equal(0);
    await utimes(join(folder, 'partial', id, '1000'), days(9), days(9));
    expect(await store.partial.sweep(() => days(8))).to.equal(0);
    await utimes(join(folder, 'partial', id), days(9), days(9));
    expect(await store.partial.sweep(() => days(8))).to.equal(1);
    expect([await left(), await store.partial.offsetOf(id)]).to.deep.equal([[], 0]);
  });

  it('have no name that leads elsewhere', async () => {
    for (const odd of ['', '../x', 'a/b', '.', 'a'.repeat(201)])
      expect(await store.partial.offsetOf(odd).catch(String), odd).to.contain('A partial file is named by');
  });

  it('of 64 MiB are held as easily as small ones', async () => {
    const piece = randomBytes(MiB);
    const hash = createHash('sha256');
    const whole = async function* () {
      for (let count = 0; count < 64; count += 1) {
        hash.update(piece);
        yield piece;
      }
    };
    expect(await store.partial.append(id, { from: 0, total: 64 * MiB }, whole())).to.equal(64 * MiB);
    const stored = { sha256: hash.digest('hex'), size: 64 * MiB };
    expect(await store.partial.finish(id, stored)).to.deep.equal(stored);
  });
});

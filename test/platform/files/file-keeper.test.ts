import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import '../../../server/registry/incoming/store.ts';
import '../../../server/registry/outgoing/store.ts';
import { readAll, rowsOf } from '../../../server/platform/database/store.ts';
import { FileKeeper, faultyFiles, fileRounds, storedFileFindings } from '../../../server/platform/files/file-keeper.ts';
import { files, LocalFileStore, useFiles } from '../../../server/platform/files/files.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aFile, anIncomingDocument } from '../../support/registry.ts';

const HOUR_MS = 3600_000;

describe('the keeper of the stored files', () => {
  useFreshDatabase({ each: true });
  let folder: string;
  const begin = new Date('2026-11-22T02:00:00Z');
  const later = (hours: number) => new Date(begin.getTime() + hours * HOUR_MS);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-file-keeper-'));
    useFiles(await LocalFileStore.at(folder));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A registered document with its stored file. */
  const aDocument = async (number: number): Promise<string> => {
    const { sha256 } = await files().put(Buffer.from(`văn bản ${number}`));
    const document = anIncomingDocument({ number, code: `${number}/STC-VP`, files: [aFile({ sha256 })] });
    const { id, ...fields } = { ...document, mainSha256: sha256 };
    await rowsOf(incomingDocuments).insertOne({ _id: id, ...fields });
    return sha256;
  };
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
  const damage = async (sha256: string) => {
    await chmod(pathOf(sha256), 0o600);
    await writeFile(pathOf(sha256), 'khác');
  };
  /** Looks until the round is over; gives in how many parts. */
  const round = async (keeper: FileKeeper, now: Date): Promise<number> => {
    for (let parts = 0; ; parts += 1) if (!(await keeper.lookOn(now))) return parts;
  };
  const found = async () =>
    (await readAll(storedFileFindings, {}, { sort: { named: 1 } })).map(({ named, fault }) => [named, fault]);

  it('names the document of each file that is gone or damaged, and forgets what is whole again', async () => {
    const [one, other] = [await aDocument(1), await aDocument(2), await aDocument(3)];
    const keeper = new FileKeeper();
    await round(keeper, begin);
    expect(await faultyFiles()).to.equal(0);
    const good = await readFile(pathOf(one));
    await damage(one);
    await rm(pathOf(other), { force: true });
    await round(keeper, later(24));
    expect(await found()).to.deep.equal([
      ['văn bản đến số 01/2026 (1/STC-VP)', 'damaged'],
      ['văn bản đến số 02/2026 (2/STC-VP)', 'missing'],
    ]);
    expect(await faultyFiles()).to.equal(2);
    await writeFile(pathOf(one), good);
    await round(keeper, later(48));
    expect(await found()).to.have.length(1);
    await rowsOf(incomingDocuments).deleteOne({ number: 2 });
    await round(keeper, later(72));
    expect(await found()).to.deep.equal([]);
  });

  it('reads a little at a time, goes on where any process ended, and rests when all was read', async () => {
    for (let number = 1; number <= 5; number += 1) await aDocument(number);
    const options = { mostRows: 2, restMs: HOUR_MS };
    await new FileKeeper(options).lookOn(begin);
    expect(await round(new FileKeeper(options), begin)).to.equal(2);
    expect(await new FileKeeper(options).lookOn(later(0.5))).to.equal(false);
    expect(await new FileKeeper(options).lookOn(later(2))).to.equal(true);
    expect((await readAll(fileRounds, {})).map(({ beganAt }) => beganAt)).to.deep.equal([later(2)]);
    expect(await round(new FileKeeper({ ...options, mostBytes: 1 }), later(2))).to.equal(4);
  });
});

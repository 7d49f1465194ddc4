import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { joinPlace } from '../../../server/platform/deployment/join.ts';
import { readMark } from '../../../server/platform/deployment/mark.ts';
import { requireDeployment, settleDeployment } from '../../../server/platform/deployment/settle.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { refusalOf } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const uri = 'mongodb://vanban:geheim@db1:27017,db2/?replicaSet=rs0';

describe('a deployment', () => {
  useFreshDatabase({ each: true });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-deployment-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const config = (storage = 'storage', keys = 'keys') =>
    parseConfig({ MONGODB_URI: uri, STORAGE_DIR: join(folder, storage), KEYS_DIR: join(folder, keys) }, folder);
  const ids = async (storage = 'storage', keys = 'keys') => {
    const row = await mongoose.connection
      .collection<{ _id: string; deployment: string }>('deployment')
      .findOne({ _id: 'identity' });
    const marks = await Promise.all([storage, keys].map((name) => readMark(join(folder, name))));
    return [row?.deployment, ...marks.map((mark) => mark?.settled && mark.deployment)];
  };
  /** A document with its file, and the key of the log: what cannot be made anew. */
  const use = async () => {
    const sha256 = 'ab'.repeat(32);
    await mongoose.connection
      .collection('things')
      .insertOne({ file: { sha256, mediaType: 'application/pdf', name: 'x' } });
    await mkdir(join(folder, 'storage', 'files', 'ab'), { recursive: true });
    await writeFile(join(folder, 'storage', 'files', 'ab', sha256), 'x');
    await mkdir(join(folder, 'keys', 'log'), { recursive: true });
    await writeFile(join(folder, 'keys', 'log', 'key.pem'), 'x');
  };
  const failure = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(StartUpFailure);
    return String(error);
  };

  it('is marked in all three places by its first start, and by the first start of a release that marks', async () => {
    await settleDeployment(config());
    const [id, ...others] = await ids();
    expect(id).to.be.a('string');
    expect(others).to.deep.equal([id, id]);
    await settleDeployment(config());
    expect(await ids()).to.deep.equal([id, id, id]);
    await mongoose.connection.collection('deployment').deleteMany({});
    for (const name of ['storage', 'keys']) await rm(join(folder, name, 'deployment.json'));
    await use();
    await settleDeployment(config());
    const [newId, ...newOthers] = await ids();
    expect(newOthers).to.deep.equal([newId, newId]);
  });

  it('is one, whichever of many first starts at once is quicker', async () => {
    await Promise.all(Array.from({ length: 6 }, () => settleDeployment(config())));
    const [id, ...others] = await ids();
    expect(others).to.deep.equal([id, id]);
  });

  it('gets the storage of one of two servers that start for the first time with folders of their own', async () => {
    const starts = await Promise.allSettled(
      ['here', 'there'].map((host) => settleDeployment(config(`storage-${host}`, `keys-${host}`))),
    );
    const refused = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason] : []));
    expect(refused).to.have.length(1);
    expect(refused[0]).to.be.instanceOf(StartUpFailure);
  });

  it('keeps out a storage, keys or a database that are not its own, without touching them', async () => {
    await settleDeployment(config());
    await use();
    expect(await failure(settleDeployment(config('elsewhere')))).to.include('STORAGE_DIR');
    expect(await failure(settleDeployment(config('storage', 'elsewhere')))).to.include('KEYS_DIR');
    expect(await readMark(join(folder, 'elsewhere'))).to.equal(undefined);
    await mongoose.connection.db?.dropDatabase();
    const said = await failure(settleDeployment(config()));
    expect(said).to.include('vanban (db1:27017,db2)').and.include('MONGODB_DATABASE').and.not.include('geheim');
    expect(await ids().then(([id]) => id)).to.equal(undefined);
  });

  it('names a mark that was cut off', async () => {
    await settleDeployment(config());
    const path = join(folder, 'keys', 'deployment.json');
    const whole = await readFile(path, 'utf8');
    await writeFile(path, whole.slice(0, 20));
    expect(await failure(settleDeployment(config()))).to.include(path);
  });

  it('takes a folder or a database back that was put back, but none of another deployment', async () => {
    await settleDeployment(config());
    await use();
    const before = await ids();
    await rm(join(folder, 'keys', 'deployment.json'));
    await failure(settleDeployment(config()));
    await joinPlace(config(), 'keys');
    await settleDeployment(config());
    await mongoose.connection.collection('deployment').deleteMany({});
    await failure(settleDeployment(config()));
    await joinPlace(config(), 'database');
    await settleDeployment(config());
    expect(await ids()).to.deep.equal(before);
    await mongoose.connection.collection('deployment').updateOne({}, { $set: { deployment: before[0] } });
    await writeFile(
      join(folder, 'keys', 'deployment.json'),
      JSON.stringify({ deployment: '0199bbbb-0000-7000-8000-00000000000b', settled: true }),
    );
    expect(await refusalOf(joinPlace(config(), 'keys'))).to.include({ code: 'place-taken' });
    expect(await refusalOf(joinPlace(config(), 'storage'))).to.include({ code: 'others-differ' });
  });

  it('is there for commands once a server was started, and nowhere else', async () => {
    expect(await failure(requireDeployment(config()))).to.include('Chưa có hệ thống nào');
    await settleDeployment(config());
    await requireDeployment(config());
    expect(await failure(requireDeployment(config('elsewhere')))).to.include('STORAGE_DIR');
  });
});

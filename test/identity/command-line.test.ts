import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { testDatabase } from '../support/mongo.ts';

const root = join(import.meta.dirname, '../..');

describe('agencies and people by the command line', function () {
  this.timeout(60_000);
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-command-'));
    const { uri, database } = await testDatabase();
    environment = {
      ...process.env,
      NODE_ENV: 'test',
      MONGODB_URI: uri,
      MONGODB_DATABASE: database,
      STORAGE_DIR: join(folder, 'storage'),
      KEYS_DIR: join(folder, 'keys'),
    };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function vanban(...words: string[]): Promise<{ code: number; answer: Record<string, unknown> }> {
    const args = ['--import', 'tsx', 'scripts/vanban.ts', ...words, '--json'];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: root, env: environment }, (error, stdout) =>
        resolve({ code: error ? Number(error.code) : 0, answer: JSON.parse(stdout) }),
      );
    });
  }
  const aUser = (username: string, roles: string) =>
    vanban(
      ...['user', 'create', '--agency', 'H99.08', '--username', username, '--full-name', 'Nguyễn Thị Lan'],
      ...['--title', 'Văn thư', '--roles', roles],
    );

  it('are added, and refused in one object with exit code 1', async () => {
    const link = await vanban('administrator', 'link');
    expect(link.answer.link).to.match(/\/first-administrator#[\w-]{43}$/);
    const anAgency = ['agency', 'create', '--name', 'Sở Nội vụ', '--symbol', 'SNV', '--place', 'Sao Mai', '--code'];
    const agency = await vanban(...anAgency, 'H99.08');
    expect(agency).to.deep.include({ code: 0 });
    expect(agency.answer).to.include({ code: 'H99.08', name: 'Sở Nội vụ' });
    expect(await vanban(...anAgency, 'H99.08')).to.deep.equal({
      code: 1,
      answer: { error: { code: 'code-taken', detail: 'Another agency has the code H99.08' } },
    });
    expect(await aUser('lan.nt', 'king')).to.have.nested.property('answer.error.code', 'bad-arguments');
    const user = await aUser('lan.nt', 'clerk,administrator');
    expect(user.answer.startPassword).to.match(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await aUser('lan.nt', 'clerk')).to.have.nested.property('answer.error.code', 'username-taken');
    expect(await vanban('administrator', 'link')).to.have.nested.property('answer.error.code', 'administrator-exists');
  });
});

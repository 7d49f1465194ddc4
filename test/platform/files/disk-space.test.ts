import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { roomOn } from '../../../server/platform/files/disk-space.ts';
import { DiskWatch } from '../../../server/platform/files/disk-watch.ts';
import { log } from '../../../server/platform/log.ts';
import { uploads } from '../../../server/platform/uploads/upload-store.ts';
import { signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const blocksOf = (megabytes: number) => megabytes * 256;
const disk = (megabytes: number, free: number) => ({
  bsize: 4096,
  blocks: blocksOf(megabytes),
  bavail: blocksOf(free),
});

describe('the room on a disk', () => {
  it('is none below a twentieth of a small disk, and low below a tenth', () => {
    expect(roomOn(disk(1_000, 100))).to.equal('enough');
    expect(roomOn(disk(1_000, 99))).to.equal('low');
    expect(roomOn(disk(1_000, 50))).to.equal('low');
    expect(roomOn(disk(1_000, 49))).to.equal('none');
  });

  it('is none below one gigabyte of a large one, and low below five', () => {
    expect(roomOn(disk(1_000_000, 5 * 1_024))).to.equal('enough');
    expect(roomOn(disk(1_000_000, 5 * 1_024 - 1))).to.equal('low');
    expect(roomOn(disk(1_000_000, 1_024))).to.equal('low');
    expect(roomOn(disk(1_000_000, 1_023))).to.equal('none');
  });

  describe('is watched', () => {
    const lines: string[] = [];
    const { warn, error } = log;
    before(() => {
      log.warn = (about: object) => void lines.push(`warn ${JSON.stringify(about)}`);
      log.error = (about: object) => void lines.push(`error ${JSON.stringify(about)}`);
    });
    after(() => Object.assign(log, { warn, error }));

    it('and said once each time it runs low, is gone, or is there again', async () => {
      let free = 500;
      const watch = new DiskWatch([{ name: 'files', folder: '/srv' }], async () => disk(1_000, free));
      const levels: string[] = [];
      for (free of [500, 90, 80, 20, 10, 80, 300, 290]) levels.push(...(await watch.look()).map(({ room }) => room));
      expect(levels).to.deep.equal(['enough', 'low', 'low', 'none', 'none', 'low', 'enough', 'enough']);
      expect(lines).to.deep.equal([
        'warn {"disk":"files","folder":"/srv","freeMegabytes":90}',
        'error {"disk":"files","folder":"/srv","freeMegabytes":20}',
        'warn {"disk":"files","folder":"/srv","freeMegabytes":80}',
        'warn {"disk":"files","folder":"/srv","freeMegabytes":300}',
      ]);
    });
  });
});

describe('a disk that is full', () => {
  useFreshDatabase();
  let free = 500;
  const app = useTestApp({ measure: async () => disk(1_000, free) });
  let level: string;
  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });

  const send = (name: string) =>
    app
      .agent()
      .post('/api/uploads')
      .set(signedInAs())
      .attach('file', Buffer.from(`%PDF-1.7\n${name}\n%%EOF\n`), name);
  const stored = async () => ({
    rows: (await readAll(uploads, {})).map(({ name }) => name),
    files: (await readdir(app.filesFolder(), { recursive: true })).filter((name) => !name.startsWith('incoming')),
  });

  it('refuses an upload in words, keeps nothing of it and all that was there, and takes it once there is room', async () => {
    const { body: kept } = await send('truoc.pdf').expect(201);
    const before = await stored();
    for (free of [49, 0]) {
      const { status, body, headers } = await send('sau.pdf');
      expect({ status, type: body.type, wait: headers['retry-after'] }).to.deep.equal({
        ...{ status: 507, type: '/problems/no-space', wait: '60' },
      });
    }
    expect(await stored()).to.deep.equal(before);
    expect(await readdir(join(app.filesFolder(), 'incoming'))).to.deep.equal([]);
    await app.agent().get(`/api/uploads/${kept.uploadId}/content`).set(signedInAs()).expect(200);
    free = 51; // it runs low, which is for the administrator to hear and for nobody to wait for
    await send('sau.pdf').expect(201);
    expect((await stored()).rows).to.have.members(['truoc.pdf', 'sau.pdf']);
  });
});

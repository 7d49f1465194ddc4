import { expect } from 'chai';
import { useClock } from '../../server/platform/clock.ts';
import { DiskWatch, useDisks } from '../../server/platform/files/disk-watch.ts';
import { log } from '../../server/platform/log.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { sortDueWork } from '../../server/statistics/due-work.ts';
import { dueItems } from '../../server/statistics/due-work-queries.ts';
import { anEmployee, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anOffice } from '../support/registry.ts';

const MEGABYTE = 1024 ** 2;
const now = new Date('2026-11-22T02:00:00Z');

describe('a disk of the server', () => {
  useFreshDatabase();
  useAuditedLedger({ clock: () => now });
  const free = { '/files': 500, '/database': 500 };
  const { warn, error } = log;
  before(() => {
    log.warn = log.error = () => undefined;
    useClock(() => now);
    const measure = async (folder: string) => {
      const bavail = folder === '/files' ? free['/files'] : free['/database'];
      return { bsize: MEGABYTE, blocks: 1_000, bavail };
    };
    const disks = [
      { name: 'files', folder: '/files' },
      { name: 'database', folder: '/database' },
    ] as const;
    useDisks(new DiskWatch(disks, measure));
  });
  after(() => {
    useDisks(new DiskWatch([]));
    useClock(() => new Date());
    Object.assign(log, { warn, error });
  });

  it('is due work of the administrators while it runs low, before no file is taken, and more so when it is full', async () => {
    const office = await anOffice();
    const administrator = await anEmployee(office.agency, ['administrator']);
    const due = async () => {
      const items = await dueItems(administrator.actor, now);
      const { now: atOnce } = sortDueWork(items);
      return statisticsContract.dueWork.response.shape.now
        .parse(atOnce)
        .map(({ kind, id, disk, priority, at }) => ({ kind, id, disk, priority, at }));
    };
    expect(await due()).to.deep.equal([]);
    const since = now.toISOString();
    free['/files'] = 80;
    const low = { holds: 'files', freeBytes: 80 * MEGABYTE, freeShare: 0.08 };
    const first = { kind: 'disk-low', id: 'disk-low-files', disk: low, priority: 1, at: since };
    expect(await due()).to.deep.equal([first]);
    expect((await dueItems(office.clerk.actor, now)).filter(({ disk }) => disk)).to.deep.equal([]);
    free['/database'] = 20;
    const none = { holds: 'database', freeBytes: 20 * MEGABYTE, freeShare: 0.02 };
    const second = { kind: 'disk-full', id: 'disk-full-database', disk: none, priority: 2, at: since };
    expect(await due()).to.deep.equal([second, first]);
    free['/files'] = free['/database'] = 500;
    expect(await due()).to.deep.equal([]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { DemoClock } from '../../scripts/demo/demo-clock.ts';
import { agencyOf, type DemoLife } from '../../scripts/demo/desk.ts';
import { liveThrough } from '../../scripts/demo/lives.ts';
import { livesOfTheYear } from '../../scripts/demo/lives-of-the-year.ts';
import { seedProvince } from '../../scripts/demo/people.ts';
import { province } from '../../scripts/demo/province.ts';
import { FIRST_DAY } from '../../scripts/demo/traffic/year.ts';
import { readLog } from '../../server/audit/queries.ts';
import { startEngine } from '../../server/engine.ts';
import type { Delivery } from '../../server/exchange/deliveries/delivery.ts';
import { arrivals, deliveries } from '../../server/exchange/store.ts';
import { listPeople } from '../../server/identity/queries.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { yearInVietnam } from '../../server/platform/calendar.ts';
import { useClock } from '../../server/platform/clock.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { readBooks } from '../../server/registry/books/book-queries.ts';
import type { IncomingDocument } from '../../server/registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { numberingOf, type OutgoingDocument } from '../../server/registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import type { DueItem } from '../../server/statistics/contract.ts';
import { dueItems } from '../../server/statistics/due-work-queries.ts';
import { shareOf } from '../../server/statistics/queries.ts';
import { provinceIngredients } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { isLong } from '../support/sampled.ts';

/** `npm test` lives through the last weeks, in which every state there is occurs; the long run through all of the year. */
const since = isLong ? FIRST_DAY : 31;

describe('the province of the demo, when its year is over', function () {
  this.timeout(300_000);
  useFreshDatabase();
  const now = new Date();
  let folder: string;
  let life: DemoLife;
  let incoming: readonly IncomingDocument[];
  let outgoing: readonly OutgoingDocument[];
  let sent: readonly Delivery[];

  before('a year of work', async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-demo-'));
    const root = resolve(import.meta.dirname, '../..');
    const config = parseConfig({ STORAGE_DIR: folder }, root, root);
    const { authority, forged, passwordHash } = await provinceIngredients();
    const clock = new DemoClock(now, FIRST_DAY);
    useClock(clock.read);
    const { worker } = await startEngine(config);
    const seeded = await seedProvince({ authority, forged, keysFolder: config.keysFolder, passwordHash });
    life = { seeded, clock, worker };
    await liveThrough(livesOfTheYear(life, passwordHash, since), life);
    [incoming, outgoing, sent] = await Promise.all([
      readAll(incomingDocuments, {}),
      readAll(outgoingDocuments, {}),
      readAll(deliveries, {}),
    ]);
  });
  after(async () => {
    useClock(() => new Date());
    await rm(folder, { recursive: true, force: true });
  });

  const due = async (post: string, key: string): Promise<DueItem[]> => {
    const actor = agencyOf(life, key).actors.get(post);
    return actor ? await dueItems(actor, now) : [];
  };

  it('has left no work undone, and lost none', async () => {
    expect(await readAll(jobs, {}).then((all) => all.filter(({ state }) => state !== 'done'))).to.deep.equal([]);
  });

  it('has work for everybody who does any, some of it late, due soon and new', async () => {
    const workers = province.flatMap(({ key, people }) =>
      people
        .filter(({ roles }) => !roles.includes('administrator') && !roles.includes('inspector'))
        .map(({ post }) => ({ key, post })),
    );
    const all: DueItem[] = [];
    for (const { key, post } of workers) {
      const found = await due(post, key);
      expect(found, `${post}.${key}`).to.not.deep.equal([]);
      all.push(...found);
    }
    const left = all.flatMap(({ daysLeft }) => daysLeft ?? []);
    expect(left.some((days) => days < 0)).to.equal(true);
    expect(left.some((days) => days >= 0 && days <= 1)).to.equal(true);
    expect(left.some((days) => days > 1)).to.equal(true);
  });

  it('has documents of every kind and in every state', () => {
    expect([...new Set(incoming.map(({ state }) => state))]).to.include.members([
      'registered',
      'presented',
      'assigned',
      'in-progress',
      'done',
      'voided',
    ]);
    expect([...new Set(outgoing.map(({ state }) => state.status))]).to.have.members([
      'draft',
      'submitted',
      'signed',
      'numbered',
      'issued',
      'voided',
    ]);
    expect(new Set(outgoing.map(({ typeCode }) => typeCode)).size).to.be.at.least(7);
  });

  it('has numbered each register from one on, without a gap', async () => {
    for (const { key } of province) {
      const { id } = agencyOf(life, key);
      const thisYear = yearInVietnam(now);
      for (const year of [thisYear, thisYear - 1]) {
        for (const { id: registerId, nextNumber, kind } of (await readBooks(systemActor(id), thisYear, year)).books) {
          const numbers = [
            ...incoming.filter((document) => document.registerId === registerId).map(({ number }) => number),
            ...outgoing.flatMap((document) => {
              const numbering = numberingOf(document);
              return numbering?.registerId === registerId ? [numbering.number] : [];
            }),
          ];
          const wanted = Array.from({ length: nextNumber - 1 }, (_, index) => index + 1);
          expect(
            numbers.sort((one, other) => one - other),
            `${key} ${kind} ${year}`,
          ).to.deep.equal(wanted);
        }
      }
    }
  });

  it('has sent letters that were accepted, refused with a reason, and gone on paper with one; all receipts are there', () => {
    const codes = new Set(sent.flatMap(({ receipts }) => receipts.map(({ code }) => code)));
    expect([...codes].sort()).to.deep.equal(['01', '02', '03', '04', '05', '06']);
    expect(
      sent.filter(({ state }) => state === 'refused').every(({ receipts }) => receipts.some(({ reason }) => reason)),
    ).to.equal(true);
    expect(sent.some(({ channel }) => channel === 'paper')).to.equal(true);
    expect(sent.every(({ state }) => state !== 'stuck' && state !== 'waiting')).to.equal(true);
  });

  it('has real signatures, which the other end has found valid', async () => {
    const verdicts = (await readAll(arrivals, {})).map(({ verdict }) => verdict);
    expect(new Set(verdicts)).to.deep.equal(new Set(['valid']));
  });

  it('has figures that differ between agencies', async () => {
    const period = { from: life.clock.dayOf(FIRST_DAY), to: life.clock.dayOf(0) };
    const percents = await Promise.all(
      province.map(async ({ key }) => {
        const [first] = [...agencyOf(life, key).actors.values()];
        if (!first) throw new Error(`${key} has nobody`);
        return (await shareOf(first, period)).figures.map(({ percent }) => percent).join('/');
      }),
    );
    expect(new Set(percents).size).to.be.above(1);
  });

  it('has people with two positions and one who has left, and a log of it all', async () => {
    const { id } = agencyOf(life, 'snv');
    const people = await listPeople(id);
    expect(people.some(({ positions }) => positions.length > 1)).to.equal(true);
    expect(people.some(({ disabled }) => disabled)).to.equal(true);
    expect((await readLog(id, {}, { seesDocuments: true, nameSubjects: async () => [] })).items.length).to.be.above(20);
  });
});

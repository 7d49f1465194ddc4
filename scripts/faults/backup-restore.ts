import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newLedgerSecret } from '../../server/audit/renewal/open-log-keys.ts';
import { migrations } from '../../server/capabilities.ts';
import { checkBackup } from '../../server/platform/backup/check-backup.ts';
import { FilePool } from '../../server/platform/backup/file-pool.ts';
import { rowsInBackup } from '../../server/platform/backup/rows-of-backup.ts';
import { backupsIn } from '../../server/platform/backup/take-backup.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { startEmbeddedMongod } from '../../server/platform/mongod/embedded-mongod.ts';
import { latestVersion } from '../../server/platform/start/migrations.ts';
import { newEd25519Key } from '../../server/platform/state/ed25519-key.ts';
import { isThere } from '../../server/platform/state/state-file.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { toolsFolder } from '../../test/support/mongo.ts';
import { backupsOf, copyKeysOf } from '../../test/support/old-backup.ts';
import type { Dice } from '../fuzz/dice.ts';
import { endWithRun } from './deployment.ts';
import { confirmAndGive, give, outcomeOf, type State, sameAs, stateOf } from './numbers-of-place.ts';
import { type Outcome, Tally } from './outcome.ts';
import { Place, type Said } from './place.ts';
import { SmallDisk } from './small-disk.ts';

/** The share of the time that an unhurt run took within which others are killed: a later one may be quicker. */
const KILLED_WITHIN = 0.85;

/** What the matrix runs on: a live deployment, and places made anew from it. */
interface World {
  readonly folder: string;
  readonly live: Place;
  readonly tally: Tally;
  place(): Place;
}

/**
 * Hurts backups and restores in every way that has done harm before, and a few more (docs/reliability.md): each cell says what it did, and counts as a fault when something
 * was called whole that is not, when a server started on a half, or when a number was given twice.
 */
export async function backupAndRestore(kills: number, dice: Dice): Promise<Outcome> {
  const tally = new Tally();
  const folder = await mkdtemp(join(tmpdir(), 'vanban-faults-backup-'));
  const mongod = await startEmbeddedMongod({
    folder: join(folder, 'mongod'),
    keysFolder: join(folder, 'mongod-keys'),
    toolsFolder,
    binary: process.env.MONGOD_BINARY,
  });
  const end = async () => {
    await mongod.stop();
    await rm(folder, { recursive: true, force: true });
  };
  endWithRun({ end });
  let places = 0;
  const place = () => {
    places += 1;
    return new Place(folder, { uri: mongod.uri, name: `place-${places}` });
  };
  try {
    const world: World = { folder, live: place(), tally, place };
    await makeLive(world);
    await hurtBackups(world, kills, dice);
    await hurtRestores(world, kills, dice);
  } finally {
    await end();
  }
  return tally.outcome;
}

/** A deployment with numbered, sealed, sent and received documents: the backup of the earlier release, restored and gone on with. */
async function makeLive({ live }: World): Promise<void> {
  await copyKeysOf('875b386', live.keys);
  const restored = await live.run(['restore', '--from', backupsOf('875b386')]);
  if (restored.code !== 0) throw new Error(`The kept backup is not restored:\n${restored.text}`);
  await live.within(() => confirmAndGive(3));
}

async function hurtBackups(world: World, kills: number, dice: Dice): Promise<void> {
  const { live, folder } = world;
  const state = await live.within(stateOf);
  const victim = dice.pick(state.files);
  const stored = join(live.storage, 'files', victim.slice(0, 2), victim);
  const harms: Readonly<Record<string, (path: string) => Promise<void>>> = {
    'a file deleted': (path) => rm(path),
    'a file flipped': flip,
    'a file unreadable': async (path) => {
      await rm(path);
      await mkdir(path);
    },
  };
  const pooled = await mkdtemp(join(folder, 'backups-'));
  await verdictOfBackup(world, 'backup, nothing harmed', pooled, await live.run(['backup', '--to', pooled]));
  for (const [what, harm] of Object.entries(harms)) {
    for (const to of [pooled, await mkdtemp(join(folder, 'backups-'))]) {
      const said = await harmed(stored, harm, () => live.run(['backup', '--to', to]));
      if (said.code === 0) world.tally.fault(`✔ over ${what}`);
      await verdictOfBackup(world, `backup, ${what}${to === pooled ? ', copied before' : ''}`, to, said);
    }
    const copy = new FilePool(pooled, undefined).pathOf(victim);
    if (what === 'a file unreadable') continue;
    const said = await harmed(copy, harm, () => live.run(['backup', '--to', pooled]), 'as it is');
    await verdictOfBackup(world, `backup, its pool: ${what}`, pooled, said);
  }
  const whole = await live.run(['backup', '--to', pooled]);
  for (let kill = 0; kill < kills; kill += 1) {
    const to = await mkdtemp(join(folder, 'backups-'));
    const cut = await live.run(['backup', '--to', to], (whole.lasted * KILLED_WITHIN * (kill + 0.5)) / kills);
    await verdictOfBackup(world, 'backup, kill -9', to, cut);
    const again = await live.run(['backup', '--to', to]);
    if (again.code !== 0) world.tally.fault(`A backup after one that was killed: ${again.text}`);
    await verdictOfBackup(world, 'backup, again after kill -9', to, again);
    if ((await readdir(to)).some((name) => name.endsWith('.part'))) world.tally.fault('A half backup is left');
  }
  const tight = join(folder, 'tight');
  const disk = await SmallDisk.mountedOn(tight, 2);
  try {
    await disk.fill();
    await verdictOfBackup(world, 'backup, disk full', tight, await live.run(['backup', '--to', tight]));
    await disk.free();
    await verdictOfBackup(world, 'backup, disk free again', tight, await live.run(['backup', '--to', tight]));
  } finally {
    await disk.unmount();
  }
}

/** Every finished backup is looked at: one that was called whole must be, and hold what the database held. */
async function verdictOfBackup({ live, tally }: World, cell: string, to: string, said: Said): Promise<void> {
  const newest = (await backupsIn(to)).at(-1);
  if (said.code === 0 && newest === undefined) tally.fault(`${cell}: ✔ without a backup`);
  let whole = false;
  if (newest !== undefined) {
    const source = { folder: join(to, newest), key: undefined };
    const { manifest, lacking } = await checkBackup(source, latestVersion(migrations));
    whole = lacking.length === 0;
    const rows: string[] = [];
    for await (const { id, version } of rowsInBackup(source, manifest, incomingDocuments))
      rows.push(`${id} ${version}`);
    const there = await live.within(async () =>
      (await readAll(incomingDocuments, {})).map((row) => `${row.id} ${row.version}`),
    );
    if (said.code === 0 && rows.sort().join() !== there.sort().join()) tally.fault(`${cell}: ✔ without all rows`);
  }
  if (said.code === 0 && !whole) tally.fault(`${cell}: ✔ with files that lack`);
  if (said.code !== null && said.code !== 0 && !/✗/.test(said.text))
    tally.fault(`${cell}: it does not say why: ${said.text}`);
  tally.cycle([]);
  tally.count(
    `${cell}: ${outcomeOf(said)}, ${newest === undefined ? 'no backup' : whole ? 'whole' : 'says what lacks'}`,
    1,
  );
}

async function hurtRestores(world: World, kills: number, dice: Dice): Promise<void> {
  const { live, folder, tally, place } = world;
  const from = await mkdtemp(join(folder, 'backups-'));
  await live.run(['backup', '--to', from]);
  const then = await live.within(stateOf);
  const keysThen = join(folder, 'keys-then');
  await cp(live.keys, keysThen, { recursive: true });
  const restore = ['restore', '--from', from, '--take-over'];

  const unhurt = await restoreInto(world, 'restore, nothing harmed', place(), restore, then);
  for (let kill = 0; kill < kills; kill += 1) {
    const into = place();
    await into.takeKeys(live.keys);
    const cut = await into.run(restore, (unhurt.lasted * KILLED_WITHIN * (kill + 0.5)) / kills);
    const begun = await isThere(join(into.storage, 'restore.json'));
    const whole = await isTrue(into, then);
    const start = await into.starts();
    if (start.ready && !whole) tally.fault(`A server started on a half restore: ${start.text}`);
    const when = begun ? 'halfway' : whole ? 'done' : 'before anything was written';
    tally.count(`restore, kill -9: ${outcomeOf(cut)} ${when}, start ${start.ready ? 'goes on' : 'refused'}`, 1);
    // A start that was allowed made the place a deployment: nothing is left to go on with.
    if (!start.ready) await restoreInto(world, 'restore, again after kill -9', into, restore, then);
  }
  const newest = (await backupsIn(from)).at(-1) ?? '';
  const cuts = { rows: join(from, newest, 'incomingDocuments.bson'), manifest: join(from, newest, 'manifest.json') };
  for (const [what, path] of Object.entries(cuts)) {
    const good = await readFile(path);
    await truncate(path, good.length - 7);
    await refused(world, `restore, ${what} cut off`, place(), restore);
    await writeFile(path, good);
  }
  const copy = new FilePool(from, undefined).pathOf(dice.pick(then.files));
  await harmed(copy, flip, () => refused(world, 'restore, a file of the pool flipped', place(), restore));
  await refused(world, 'restore, over a deployment', live, restore, 'as it is');

  const withoutKeys = place();
  const said = await withoutKeys.run(restore);
  tally.count(`restore, without keys: ${outcomeOf(said)}`, 1);
  if (said.code === 0 || !said.text.includes('--without-keys')) tally.fault(`Restored without keys: ${said.text}`);
  const otherKeys = place();
  await otherKeys.takeKeys(live.keys);
  await writeFile(join(otherKeys.keys, 'log', 'key.pem'), newEd25519Key());
  await writeFile(join(otherKeys.keys, 'log', 'ledger.key'), newLedgerSecret());
  const other = await otherKeys.run(restore);
  tally.count(`restore, other keys: ${outcomeOf(other)}`, 1);
  if (other.code === 0 || !other.text.includes('--without-keys'))
    tally.fault(`Restored with other keys: ${other.text}`);
  const told = await otherKeys.run([...restore, '--without-keys']);
  if (told.code !== 1 || !(await isTrue(otherKeys, then))) tally.fault(`Not restored with other keys: ${told.text}`);
  tally.count(`restore, other keys, as it was told: ${outcomeOf(told)}, whole, keys named`, 1);

  await live.within(() => give(2));
  const now = await live.within(stateOf);
  for (const [what, keys] of [
    ['keys of now', live.keys],
    ['keys of then', keysThen],
  ] as const) {
    const older = place();
    await older.takeKeys(keys);
    await restoreInto(world, `restore, older, ${what}`, older, restore, then, 'keys are there');
    const doubled = await older
      .within(() => confirmAndGive(2, now.lastNumbers))
      .catch((error: unknown) => String(error));
    if (typeof doubled === 'string') tally.fault(`restore, older, ${what}: ${doubled}`);
    const after = await older.within(stateOf);
    const twice = after.numbers.filter((number) => !then.numbers.includes(number) && now.numbers.includes(number));
    tally.fault(...twice.map((number) => `restore, older, ${what}: the number ${number} was given twice`));
    tally.count(`restore, older, ${what}: no number before it was confirmed, ${twice.length} given twice`, 1);
  }
}

async function restoreInto(
  { live, tally }: World,
  cell: string,
  into: Place,
  words: readonly string[],
  expected: State,
  keys: 'from the live one' | 'keys are there' = cell.includes('again') ? 'keys are there' : 'from the live one',
): Promise<Said> {
  if (keys === 'from the live one') await into.takeKeys(live.keys);
  const said = await into.run(words);
  const whole = await isTrue(into, expected);
  if (said.code !== 0) tally.fault(`${cell}: ${said.text}`);
  else if (!whole) tally.fault(`${cell}: ✔ and not what was backed up`);
  tally.cycle([]);
  tally.count(`${cell}: ${outcomeOf(said)}, ${whole ? 'whole' : 'not whole'}`, 1);
  return said;
}

/** A restore that must be refused before it writes; the place is as it was. */
async function refused(
  { live, tally }: World,
  cell: string,
  into: Place,
  words: readonly string[],
  before?: 'as it is',
): Promise<void> {
  const was = before && (await into.within(stateOf, { looking: true }));
  if (!before) await into.takeKeys(live.keys);
  const said = await into.run(words.filter((word) => before === undefined || word !== '--take-over'));
  if (said.code !== 1 || !said.text.includes('✗')) tally.fault(`${cell} was not refused: ${said.text}`);
  const is = await into.within(stateOf, { looking: true });
  const untouched = was ? sameAs(was, is) : is.numbers.length === 0 && is.files.length === 0;
  if (!untouched) tally.fault(`${cell} was refused and wrote all the same`);
  tally.cycle([]);
  tally.count(`${cell}: ${outcomeOf(said)}, ${untouched ? 'nothing written' : 'written'}`, 1);
}

async function isTrue(place: Place, expected: State): Promise<boolean> {
  return sameAs(await place.within(stateOf, { looking: true }), expected);
}

/** Harms a file for the time of `work`, and puts it back as it was unless the work has mended it. */
async function harmed<T>(
  path: string,
  harm: (path: string) => Promise<void>,
  work: () => Promise<T>,
  after: 'put back' | 'as it is' = 'put back',
): Promise<T> {
  const good = await readFile(path);
  await harm(path);
  try {
    return await work();
  } finally {
    if (after === 'put back') {
      await rm(path, { recursive: true, force: true });
      await writeFile(path, good);
    }
  }
}

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3);
  await rm(path);
  await writeFile(path, bytes);
}

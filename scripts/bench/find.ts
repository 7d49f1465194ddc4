import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { allSearchSources, migrations } from '../../server/capabilities.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { nodeArguments } from '../../server/platform/program.ts';
import { runMigrations } from '../../server/platform/start/migrations.ts';
import { engineInThread } from '../../server/search/engine/engine-in-thread.ts';
import { IndexFile } from '../../server/search/engine/index-file.ts';
import { matchExpressions } from '../../server/search/query/match-expression.ts';
import { parseQuery } from '../../server/search/query/parse-query.ts';
import { makeWhole } from '../../server/search/upkeep/make-whole.ts';
import { Dice } from '../fuzz/dice.ts';
import { aScannedText, pairs, pairWords, someWords } from './find-phrases.ts';
import { answer, memoryOf, ms, pidOfDatabase, processorTime, signedIn, staffOf } from './large.ts';
import { haveDocuments, lastDay } from './large-world.ts';
import { measure, timingOf } from './measure.ts';
import { aRunningServer, type RunningServer } from './register-http.ts';
import { aBenchWorld, type BenchClerk, type BenchWorld, haveUploads } from './register-world.ts';

const DOCUMENTS = 1_000_000;
/** Of all documents those of the agency that is searched. */
const ITS_SHARE = 0.3;
const PARTICIPATIONS = 2_000;
/** One in so many was scanned and recognised. */
const ONE_SCANNED_IN = 10;
const REGISTERED_PER_SECOND = 50;
const RUNS = 200;
const root = resolve(import.meta.dirname, '../..');

type Reader = 'clerk' | 'specialist';

interface Question {
  readonly what: string;
  /** Milliseconds for all but one in twenty: the goal that docs/benchmarks.md states. */
  readonly goal: number;
  /** Paths below the API that take turns. */
  readonly paths: readonly string[];
  /** What was typed, where the index alone is asked beside it. */
  readonly typed?: readonly string[];
}

/**
 * Search, suggestions, lists and home among so many documents of eight agencies while fifty are registered each second, as a clerk and as a
 * specialist who takes part in two thousand; beside each search the index alone (FTS5, without HTTP, rights and rows). Then how soon what was
 * registered is found, how long the index takes to make, and whether it is whole after whoever made it was killed. Gives Markdown.
 */
export async function benchFind(documents = DOCUMENTS): Promise<string> {
  const world = await aBenchWorld();
  try {
    const [clerk] = world.clerks as [BenchClerk];
    const mine = Math.round(documents * ITS_SHARE);
    const specialist = await haveWorld(world, documents, mine);
    const server = await aRunningServer(world);
    try {
      const began = performance.now();
      const cookies = {
        clerk: await signedIn(server.origin, clerk.username),
        specialist: await signedIn(server.origin, 'chuyenvien.0'),
      };
      await indexed(server, cookies.clerk);
      const made = seconds(performance.now() - began);
      const table = await whileRegistering(server, world, () => answers(server, world, { cookies, specialist }));
      const soon = await soonFound(server, clerk, cookies.clerk);
      return [
        table,
        '',
        `Index of ${documents} documents made in ${made} s; ${await sizes(world, clerk, server)}.`,
        `Registered until found: p50 ${ms(soon.median)}, p95 ${ms(soon.p95)}.`,
        await remade(clerk, mine),
        await killed(world),
      ].join('\n');
    } finally {
      await server.end();
    }
  } finally {
    await world.end();
  }
}

/** Documents of all agencies; gives a specialist of the one that is searched. */
async function haveWorld({ clerks, storageFolder }: BenchWorld, documents: number, mine: number): Promise<Actor> {
  const [first, ...others] = clerks as [BenchClerk, ...BenchClerk[]];
  await runMigrations(migrations, { storageFolder, keysFolder: join(storageFolder, 'keys') });
  // Three incoming documents to two outgoing: two handlers of each of the ones, one drafter of each of the others.
  const staff = await staffOf(first.actor, Math.max(1, Math.round((mine * 1.6) / PARTICIPATIONS)));
  const rest = Math.round((documents - mine) / others.length);
  const all = [
    { of: staff, amount: mine },
    ...others.map(({ actor }) => ({ of: { clerk: actor, leader: actor, specialists: [actor] }, amount: rest })),
  ];
  for (const [at, { of, amount }] of all.entries()) {
    const dice = new Dice(100 + at);
    await haveDocuments(of, amount, lastDay(), {
      salt: `${at} `,
      also: pairWords,
      text: () => (dice.oneIn(ONE_SCANNED_IN) ? aScannedText(dice) : null),
    });
  }
  const [specialist] = staff.specialists;
  if (!specialist) throw new Error('There is no specialist');
  return specialist;
}

/** Waits until all is in the index. */
async function indexed({ origin }: RunningServer, cookie: string): Promise<void> {
  while (((await answer(origin, cookie, '/api/search?q=x')) as { building?: boolean }).building) await wait(500);
}

/** Registers all the while, for the agency that is searched every second time, and says how it went. */
async function whileRegistering<T>(
  server: RunningServer,
  { clerks }: BenchWorld,
  work: () => Promise<T>,
): Promise<string> {
  const [first, ...others] = clerks as [BenchClerk, ...BenchClerk[]];
  const stopping = new AbortController();
  const running: Promise<unknown>[] = [];
  const times: number[] = [];
  const refusals: string[] = [];
  const register = async (clerk: BenchClerk): Promise<void> => {
    const before = performance.now();
    try {
      await server.register(clerk);
      times.push(performance.now() - before);
    } catch (error) {
      // A machine that cannot keep up says so; how often is part of the result.
      refusals.push(String(error));
    }
  };
  const began = performance.now();
  const going = (async () => {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const clerk = turn % 2 === 0 ? first : (others[turn % others.length] ?? first);
      if (clerk.uploadIds.length === 0) await haveUploads(clerk, 500);
      running.push(register(clerk));
      await wait(Math.max(0, began + (turn * 1_000) / REGISTERED_PER_SECOND - performance.now()));
    }
  })();
  const result = await work();
  const rate = times.length / ((performance.now() - began) / 1_000);
  stopping.abort();
  await going;
  await Promise.all(running);
  const { median, p95 } = timingOf(times);
  const refused = refusals.length === 0 ? '' : ` ${refusals.length} were refused, the first by ${refusals[0]}.`;
  return `${result}\n\nMeanwhile ${rate.toFixed(0)} registrations a second, p50 ${ms(median)}, p95 ${ms(p95)}.${refused}`;
}

interface Asking {
  readonly cookies: Readonly<Record<Reader, string>>;
  readonly specialist: Actor;
}

async function answers(server: RunningServer, world: BenchWorld, { cookies, specialist }: Asking): Promise<string> {
  const pids = [server.pid ?? 0, await pidOfDatabase()];
  const [clerk] = world.clerks as [BenchClerk];
  const index = IndexFile.open(indexOf(world, clerk));
  if (!index) throw new Error('The index of the agency is not there');
  const lines: string[][] = [];
  for (const { what, goal, paths, typed } of questions()) {
    for (const by of ['clerk', 'specialist'] as const) {
      let turn = 0;
      const before = await processorTime(pids);
      const { median, p95 } = await measure(
        async () => {
          await answer(server.origin, cookies[by], paths[turn % paths.length] ?? '');
          turn += 1;
        },
        { warmUp: paths.length, runs: RUNS },
      );
      const used = ((await processorTime(pids)) - before) / turn;
      const reader = by === 'clerk' ? undefined : specialist.positionId;
      const bare = typed && (await alone(index, typed, reader));
      lines.push([
        what,
        by,
        ms(median),
        ms(p95),
        `< ${goal} ms`,
        ms(used),
        bare ? `${ms(bare.median)}, ${ms(bare.p95)}` : '',
      ]);
    }
  }
  index.close();
  const head = ['what', 'who', 'p50', 'p95', 'goal', 'processor, with that of registering', 'index alone: p50, p95'];
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** The same questions to the file itself. */
async function alone(index: IndexFile, typed: readonly string[], reader: string | undefined) {
  const asked = typed.map((words) => {
    const query = parseQuery(words, { today: lastDay(), named: [] });
    return matchExpressions(query, { reader, kind: undefined, days: undefined, inTexts: true });
  });
  let turn = 0;
  return await measure(
    () => {
      index.find({ expressions: asked[turn % asked.length] ?? [], most: 101 });
      turn += 1;
    },
    { warmUp: asked.length, runs: RUNS },
  );
}

function questions(): Question[] {
  const dice = new Dice(7);
  const many = (make: () => string): string[] => Array.from({ length: 40 }, make);
  const kinds: Readonly<Record<string, readonly string[]>> = {
    '1 to 4 words as they stand in texts': many(() => someWords(dice, 1 + dice.below(4))),
    'two common words, together in four documents': pairs.map((pair) => pair.join(' ')),
    'a phrase': ['công tác văn thư', 'giải phóng mặt bằng', 'chuyển đổi số', 'sáu tháng đầu năm'].map(
      (one) => `"${one}"`,
    ),
    'the first two letters of a word': many(() => someWords(dice, 1).slice(0, 2)),
    'a number': many(() => `${1 + dice.below(3_000)}/${dice.pick(['STC-VP', 'BC-UBND', 'KH-SYT'])}`),
  };
  const searches = Object.entries(kinds).map(([what, typed]) => ({
    ...{ what, typed, goal: 50 },
    paths: typed.map((words) => `/api/search?limit=100&q=${encodeURIComponent(words)}`),
  }));
  const begun = ['giai ph', 'giải phóng m', '12/BC', 'cong tac v', 'Nguyễn Vă', 'zeng wu'];
  return [
    ...searches,
    {
      what: 'suggestion',
      goal: 50,
      paths: begun.map((words) => `/api/search/suggestions?q=${encodeURIComponent(words)}`),
    },
    { what: 'list of incoming', goal: 50, paths: ['/api/incoming?limit=50'] },
    { what: 'list of outgoing', goal: 50, paths: ['/api/outgoing?limit=50'] },
    { what: 'home', goal: 100, paths: ['/api/due-work'] },
  ];
}

/** How long it takes until somebody finds what was just registered. */
async function soonFound(server: RunningServer, clerk: BenchClerk, cookie: string) {
  await haveUploads(clerk, 20);
  const times: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const word = `tuwf${turn}khoas${Date.now().toString(36)}`;
    await server.register(clerk, { subject: `Về việc ${word}` });
    const before = performance.now();
    while ((await foundBy(server, cookie, word)) === 0) await wait(20);
    times.push(performance.now() - before);
  }
  return timingOf(times);
}

async function foundBy({ origin }: RunningServer, cookie: string, word: string): Promise<number> {
  return ((await answer(origin, cookie, `/api/search?q=${word}`)) as { total?: number }).total ?? 0;
}

const indexOf = ({ storageFolder }: BenchWorld, { actor }: BenchClerk): string =>
  join(storageFolder, 'search', `${actor.agencyId}.search-index`);

async function sizes(world: BenchWorld, clerk: BenchClerk, { pid }: RunningServer): Promise<string> {
  const { size } = await stat(indexOf(world, clerk));
  const { dataSize } = await mongoose.connection.getClient().db(world.address.database).stats();
  const { wiredTiger } = await mongoose.connection.getClient().db('admin').command({ serverStatus: 1 });
  const cache = Number(wiredTiger.cache['maximum bytes configured']);
  const [server, database] = [await memoryOf(pid), await memoryOf(await pidOfDatabase())];
  return (
    `that of the agency ${megabytes(size)} MB, rows of all ${megabytes(dataSize)} MB, MONGOD_CACHE_MB ${megabytes(cache)}; ` +
    `resident: server ${server} MB, mongod ${database} MB`
  );
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);
const seconds = (time: number): string => (time / 1_000).toFixed(1);

/** Makes the index of the agency again in a folder of its own, beside the server. */
async function remade({ actor }: BenchClerk, mine: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-bench-index-'));
  const engine = engineInThread(folder);
  try {
    const began = performance.now();
    const sources = await allSearchSources();
    // Of other agencies nothing is brought in: what is told of them has no place here.
    const ofAgency: typeof engine = {
      ...engine,
      write: async (agencyId, changes) =>
        agencyId === actor.agencyId ? await engine.write(agencyId, changes) : undefined,
    };
    await makeWhole({ engine: ofAgency, folder, sources });
    return `The index of the ${mine} documents of the agency made anew, beside all others read: ${seconds(performance.now() - began)} s.`;
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Kills a process that makes the index anew in the middle of it, lets the next one go on, and compares. */
async function killed(world: BenchWorld): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-bench-killed-'));
  const vanban = (...words: string[]) =>
    spawn(process.execPath, [...nodeArguments, 'scripts/vanban.ts', ...words, '--json'], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, STORAGE_DIR: world.storageFolder, INDEX_DIR: folder },
        ...{ MONGODB_URI: world.address.uri, MONGODB_DATABASE: world.address.database },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  try {
    const making = vanban('search', 'rebuild');
    await wait(15_000);
    making.kill('SIGKILL');
    await once(making, 'exit');
    const [lacking, mended, whole] = [
      await said(vanban('search', 'verify')),
      await said(vanban('search', 'verify', '--repair')),
      await said(vanban('search', 'verify')),
    ];
    return `Killed after 15 s, \`search verify\`: ${lacking}; with --repair: ${mended}; then: ${whole}.`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function said(child: ReturnType<typeof spawn>): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  return `${output.trim()} (exit code ${code})`;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { migrations } from '../../server/capabilities.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { addDays } from '../../server/platform/calendar.ts';
import { runMigrations } from '../../server/platform/start/migrations.ts';
import { anEmployee, testPassword } from '../../test/support/identity.ts';
import { startServer } from '../../test/support/server-process.ts';
import { rareWord } from './large-phrases.ts';
import { haveDocuments, lastDay } from './large-world.ts';
import { measure } from './measure.ts';
import { aBenchWorld, type BenchClerk } from './register-world.ts';

const DOCUMENTS = 250_000;
const SPECIALISTS = 60;
const RUNS = 60;

/** Who asks, by name of the account. */
type Reader = 'clerk' | 'leader' | 'specialist';

/** What a page asks at once, in one of several ways that take turns. */
interface Question {
  readonly what: string;
  readonly by: Reader;
  readonly ways: readonly (readonly string[])[];
  /** Milliseconds for all but one in twenty: the goal that docs/benchmarks.md states. */
  readonly goal?: number;
}

/**
 * Home, lists, search and the share of a year in an agency with 250,000 documents, through HTTP as its pages ask, one page after the other;
 * and the memory of the server, whose work for later is another process's. Gives a Markdown table.
 */
export async function benchLarge(documents = DOCUMENTS): Promise<string> {
  const world = await aBenchWorld();
  try {
    const { storageFolder } = world;
    const [clerk] = world.clerks as [BenchClerk];
    const today = lastDay();
    // The store is of today's form from its first row: a server that finds no mark of that would take it over as an earlier release's.
    await runMigrations(migrations, { storageFolder, keysFolder: join(storageFolder, 'keys') });
    await haveDocuments(await staffOf(clerk.actor), documents, today);
    const server = startServer({
      ...{ ROLE: 'web', PORT: '0', DEMO: '0', STORAGE_DIR: storageFolder },
      ...{ MONGODB_URI: world.address.uri, MONGODB_DATABASE: world.address.database },
    });
    try {
      const origin = await server.ready();
      const lines = await answers(origin, clerk.username, today, [server.child.pid ?? 0, await pidOfDatabase()]);
      return `${lines}\n\nServer: ${await memoryOf(server.child.pid)} MB resident.`;
    } finally {
      server.child.kill('SIGTERM');
      await server.ended();
    }
  } finally {
    await world.end();
  }
}

export async function staffOf(clerk: Actor, amount = SPECIALISTS) {
  const agency = { id: clerk.agencyId };
  const leader = await anEmployee(agency, ['leader'], { username: 'lanhdao', fullName: 'Trần Văn Bình' });
  const specialists: Actor[] = [];
  for (let number = 0; number < amount; number += 1) {
    specialists.push((await anEmployee(agency, ['specialist'], { username: `chuyenvien.${number}` })).actor);
  }
  return { clerk, leader: leader.actor, specialists };
}

/**
 * Each question by whoever asks it, as lines of a table, with what of a core's time these processes take for it: that says most on a machine
 * that is not quiet.
 */
export async function answers(
  origin: string,
  clerkName: string,
  today: string,
  pids: readonly number[],
  runs = RUNS,
): Promise<string> {
  const cookies = {
    clerk: await signedIn(origin, clerkName),
    leader: await signedIn(origin, 'lanhdao'),
    specialist: await signedIn(origin, 'chuyenvien.0'),
  };
  const lines: string[][] = [];
  for (const { what, by, ways, goal } of await questions(origin, cookies.clerk, today)) {
    let turn = 0;
    const before = await processorTime(pids);
    const { median, p95 } = await measure(
      async () => {
        const way = ways[turn % ways.length] ?? [];
        turn += 1;
        await Promise.all(way.map((path) => answer(origin, cookies[by], path)));
      },
      { warmUp: Math.ceil(runs / 6), runs },
    );
    const used = ((await processorTime(pids)) - before) / turn;
    lines.push([what, by, ms(median), ms(p95), goal === undefined ? '' : `< ${goal} ms`, ms(used)]);
  }
  const head = ['what', 'who', 'p50', 'p95', 'goal', 'processor'];
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

async function questions(origin: string, clerk: string, today: string): Promise<Question[]> {
  const due = ['/api/due-work'];
  const later = await Promise.all(['/api/incoming?limit=50', '/api/outgoing?limit=50'].map((path) => third(path)));
  const [incoming, outgoing] = later as [string, string];
  const home = { what: 'home', goal: 100, ways: [due] };
  const search = { by: 'clerk', goal: 100 } as const;
  return [
    { ...home, by: 'clerk' },
    { ...home, by: 'leader' },
    { ...home, by: 'specialist' },
    { what: 'incoming, first page', by: 'clerk', ways: [['/api/incoming?limit=50']] },
    { what: 'incoming, third page', by: 'clerk', ways: [[incoming]] },
    { what: 'incoming that waits', by: 'clerk', ways: [['/api/due-work/incoming?limit=50']] },
    { what: 'outgoing, first page', by: 'clerk', ways: [['/api/outgoing?limit=50']] },
    { what: 'outgoing, third page', by: 'clerk', ways: [[outgoing]] },
    { what: 'incoming, first page', by: 'specialist', ways: [['/api/incoming?limit=50']] },
    { ...search, what: 'search, a common word', ways: searches('văn thư', 'Sở', 'báo cáo', 'xã') },
    { ...search, what: 'search, several words', ways: searches(...severalWords) },
    { ...search, what: 'search, the beginning of a word', ways: searches('ph', 'công tác tr', 'đất đai, m', 'bảo v') },
    { ...search, what: 'search, a rare word', ways: searches(...[7, 901, 2_345, 4_999].map(rareWord)) },
    { ...search, what: 'search, a number', ways: searches('12', '2045/BC-UBND', '31999', '812/SNV-VP') },
    { ...search, what: 'search, what is nowhere', ways: searches('zzyzx', 'xã zzyzx', 'báo cáo công tác zzyzx') },
    { ...search, what: 'search, several words', by: 'specialist', ways: searches(...severalWords) },
    {
      ...{ what: 'share of a year', by: 'clerk', goal: 500 },
      ways: [[`/api/statistics/share?from=${addDays(today, -364)}&to=${today}`]],
    },
  ];

  async function third(path: string): Promise<string> {
    const next = async (asked: string) => `${path}&cursor=${(await answer(origin, clerk, asked)).next}`;
    return await next(await next(path));
  }
}

const severalWords = [
  'báo cáo công tác văn thư lưu trữ quý IV',
  'giải phóng mặt bằng xã Tân Phước',
  'kế hoạch phòng cháy chữa cháy Nguyễn Văn Minh',
  'trường trung học phổ thông Kim Long tuyển sinh',
];

/** As the page of the search asks: both kinds at once. */
function searches(...typed: readonly string[]): string[][] {
  return typed.map((words) =>
    ['incoming', 'outgoing'].map((kind) => `/api/${kind}?limit=10&q=${encodeURIComponent(words)}`),
  );
}

export async function signedIn(origin: string, username: string): Promise<string> {
  const body = JSON.stringify({ username, password: testPassword });
  const sent = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
  const response = await fetch(new URL('/api/session', origin), sent);
  if (!response.ok) throw new Error(`${username} could not sign in: ${response.status} ${await response.text()}`);
  return (response.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
}

export async function answer(origin: string, cookie: string, path: string): Promise<{ next?: string | null }> {
  const response = await fetch(new URL(path, origin), { headers: { Cookie: cookie } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as { next?: string | null };
}

export async function pidOfDatabase(): Promise<number> {
  const { pid } = await mongoose.connection.getClient().db('admin').command({ serverStatus: 1 });
  return Number(pid);
}

/** What processes have used so far, in milliseconds; Linux counts hundredths of a second (proc(5)). */
export async function processorTime(pids: readonly number[]): Promise<number> {
  const each = pids.map(async (pid) => {
    const [user = 0, system = 0] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ').slice(13, 15).map(Number);
    return 10 * (user + system);
  });
  return (await Promise.all(each)).reduce((sum, one) => sum + one, 0);
}

export async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
}

import { generateKeyPairSync, sign } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { benchDeadPartner } from './exchange/dead-partner.ts';
import { processorMs } from './exchange/processes.ts';
import { ExchangeWorld, type Site, sites } from './exchange/world.ts';
import { measure, timingOf } from './measure.ts';

/** So many small documents in each direction tell what a deployment can do. */
const MANY = 500;
const PER_SECOND = 50;
const SECONDS = 20;
/** Until the code is compiled for speed it takes several times as long. */
const WARM_UP = 150;

/** One direction of the traffic: documents like this letter, from this site. */
interface Flow {
  readonly site: Site;
  readonly letter: Awaited<ReturnType<ExchangeWorld['aLetter']>>;
}

interface Measured {
  readonly perSecond: number;
  /** From the issue to the kept transport receipt, and to the kept receipt 01. */
  readonly sent: readonly number[];
  readonly receipted: readonly number[];
  readonly processorMs: number;
  readonly load: number;
}

/**
 * Small documents from their issue to the signed receipt 01 of their recipient, between two agencies of one deployment and of two, as many as can be –
 * all with the same file, and each with one of its own – and fifty a second, beside the bare costs of a message: two RSA operations and two commits. Gives a Markdown table.
 */
export async function benchExchange(): Promise<string> {
  const world = await ExchangeWorld.open();
  try {
    const bare = await bareCosts(world);
    await world.start('sao-mai');
    const within = [
      { site: 'sao-mai', letter: await world.aLetter('sao-mai', 'snv', [world.agency('sao-mai', 'skhcn')]) },
      { site: 'sao-mai', letter: await world.aLetter('sao-mai', 'skhcn', [world.agency('sao-mai', 'snv')]) },
    ] as const;
    const one = await bothWays('one deployment', world, within);
    await world.start('binh-minh');
    const afar = (site: Site, key: string, code: string) => ({ code, name: world.agency(site, key).name });
    const between = [
      { site: 'sao-mai', letter: await world.aLetter('sao-mai', 'snv', [afar('binh-minh', 'sytbm', 'H98.15')]) },
      { site: 'binh-minh', letter: await world.aLetter('binh-minh', 'sytbm', [afar('sao-mai', 'snv', 'H99.08')]) },
    ] as const;
    const two = await bothWays('two deployments', world, between);
    for (const site of sites) await world.stop(site);
    const table = [head, head.map(() => '---'), ...one, ...two].map((line) => `| ${line.join(' | ')} |`).join('\n');
    return [bare, table, await benchDeadPartner(world)].join('\n\n');
  } finally {
    await world.end();
  }
}

const head = ['what', 'a second', 'sent p50', 'p95', 'receipt 01 p50', 'p95', 'processor a document', 'load average'];

async function bothWays(what: string, world: ExchangeWorld, flows: readonly Flow[]): Promise<string[][]> {
  await exchanged(world, flows, async () => await all(world, flows, WARM_UP));
  const atOnce = `${what}, ${MANY * flows.length} at once`;
  const alike = await exchanged(world, flows, async () => await all(world, flows, MANY, { ownFile: false }));
  const own = await exchanged(world, flows, async () => await all(world, flows, MANY));
  const steady = await exchanged(world, flows, async () => await steadily(world, flows));
  return [
    lineOf(`${atOnce}, one file each way`, alike),
    lineOf(`${atOnce}, a file each`, own),
    lineOf(`${what}, ${PER_SECOND} a second, a file each`, steady),
  ];
}

/** Issues so many documents of each flow, each with a file of its own unless all have the same. */
async function all(
  world: ExchangeWorld,
  flows: readonly Flow[],
  many: number,
  { ownFile = true } = {},
): Promise<string[]> {
  return (await Promise.all(flows.map(({ site, letter }) => world.issueLike(site, letter, many, { ownFile })))).flat();
}

async function steadily(world: ExchangeWorld, flows: readonly Flow[]): Promise<string[]> {
  const ids: string[] = [];
  const [slots, each] = [SECONDS * 5, PER_SECOND / 5 / flows.length];
  const began = performance.now();
  for (let slot = 0; slot < slots; slot += 1) {
    ids.push(...(await all(world, flows, each)));
    await wait(Math.max(0, began + (slot + 1) * 200 - performance.now()));
  }
  return ids;
}

/** Has documents issued, waits until all of them have their receipt, and reads the times that the sender's rows tell. */
async function exchanged(
  world: ExchangeWorld,
  flows: readonly Flow[],
  issue: () => Promise<string[]>,
): Promise<Measured> {
  const sites = new Set<Site>(flows.map(({ site }) => site));
  const used = () => [...sites].reduce((sum, site) => sum + processorMs(world.pid(site)), 0);
  const before = used();
  const ids = new Set(await issue());
  await world.settled();
  const processor = used() - before;
  const rows = [];
  for (const site of sites)
    for await (const row of world.rows(site, 'deliveries').find({ documentId: { $in: [...ids] } })) rows.push(row);
  const unreceipted = rows.filter(({ receipts }) => receipts.length === 0).length;
  if (rows.length !== ids.size || unreceipted > 0)
    throw new Error(`${rows.length} sent, ${unreceipted} without receipt`);
  const times = rows.map(({ createdAt, sentAt, receipts }) => ({ createdAt, sentAt, at: receipts[0].recordedAt }));
  const first = Math.min(...times.map(({ createdAt }) => createdAt.getTime()));
  const last = Math.max(...times.map(({ at }) => at.getTime()));
  return {
    perSecond: (rows.length / (last - first)) * 1_000,
    sent: times.map(({ createdAt, sentAt }) => sentAt.getTime() - createdAt.getTime()),
    receipted: times.map(({ createdAt, at }) => at.getTime() - createdAt.getTime()),
    processorMs: processor / rows.length,
    load: loadavg()[0] ?? 0,
  };
}

function lineOf(what: string, { perSecond, sent, receipted, processorMs: processor, load }: Measured): string[] {
  const [one, other] = [timingOf(sent), timingOf(receipted)];
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return [
    ...[what, perSecond.toFixed(0), ms(one.median), ms(one.p95), ms(other.median), ms(other.p95)],
    ...[`${processor.toFixed(1)} ms`, load.toFixed(1)],
  ];
}

/** What nobody can do without: the signatures of message and receipt, and a commit on either side. */
async function bareCosts(world: ExchangeWorld): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const bytes = Buffer.alloc(2_000, 'x');
  const signing = await measure(() => [sign('sha256', bytes, privateKey), sign('sha256', bytes, privateKey)]);
  const writeConcern = { w: 'majority', journal: true } as const;
  const commit = async () =>
    await world.rows('sao-mai', 'bareCommits').insertOne({ _id: crypto.randomUUID(), bytes }, { writeConcern });
  const committing = await measure(async () => [await commit(), await commit()], { runs: 50 });
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return `Bare, one after the other: two RSA-2048 signatures ${ms(signing.median)}, two commits ${ms(committing.median)}.`;
}

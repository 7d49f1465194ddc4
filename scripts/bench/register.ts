import { type Rate, underLoad } from './load.ts';
import { BareLedger, footprintOf } from './register-bare.ts';
import { aRunningServer } from './register-http.ts';
import { aBenchWorld, type BenchClerk, type BenchWorld, haveUploads, registerOne } from './register-world.ts';

const SECONDS = 2;
const WARM_UP_SECONDS = 8;
const MOST_PER_SECOND = 3_000;

/**
 * Registering incoming documents: the act alone and, beside each, the bare driver's group commit of the same rows; then the same
 * through HTTP. Gives a Markdown table.
 */
export async function benchRegister(seconds = SECONDS): Promise<string> {
  const world = await aBenchWorld();
  try {
    const loads = [1, 8].flatMap((registers) => [1, 8, 32, 64].map((clients) => ({ registers, clients, seconds })));
    const acts = await actsAlone(world, loads);
    const https = await throughHttp(world, loads);
    const lines = loads.map((load, index) => lineOf(load, acts[index] as ActRates, https[index] as Rate));
    return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
  } finally {
    await world.end();
  }
}

interface Load {
  readonly registers: number;
  readonly clients: number;
  readonly seconds: number;
}

interface ActRates {
  readonly act: Rate;
  readonly bare: Rate;
}

// Until the code is compiled for speed it takes several times as long: a server that runs all day is past that.
const warmUp: Load = { registers: 8, clients: 64, seconds: WARM_UP_SECONDS };

/** No server runs meanwhile: it would follow the log, and take a part of the processor. */
async function actsAlone(world: BenchWorld, loads: readonly Load[]): Promise<ActRates[]> {
  const [first] = world.clerks as [BenchClerk];
  await haveUploads(first, 2);
  await registerOne(first);
  const footprint = await footprintOf(() => registerOne(first));
  await underLoad(warmUp, await inTurn(world, warmUp, registerOne));
  const rates: ActRates[] = [];
  for (const load of loads) {
    const bareLedger = new BareLedger(footprint, load.registers);
    const bare = await underLoad(load, () => bareLedger.run());
    rates.push({ bare, act: await underLoad(load, await inTurn(world, load, registerOne)) });
  }
  return rates;
}

async function throughHttp(world: BenchWorld, loads: readonly Load[]): Promise<Rate[]> {
  const server = await aRunningServer(world);
  try {
    await underLoad(warmUp, await inTurn(world, warmUp, server.register));
    const rates: Rate[] = [];
    for (const load of loads) rates.push(await underLoad(load, await inTurn(world, load, server.register)));
    return rates;
  } finally {
    await server.end();
  }
}

const head = [
  'registers',
  'clients',
  'HTTP: per second',
  'p50',
  'p99',
  'act alone: per second',
  'p50',
  'p99',
  'bare driver: per second',
  'act / bare',
];

/** The clerks of so many registers one after the other, each with enough files to register. */
async function inTurn(
  { clerks }: BenchWorld,
  { registers, seconds }: Load,
  register: (clerk: BenchClerk) => Promise<void>,
): Promise<() => Promise<void>> {
  const some = clerks.slice(0, registers);
  for (const clerk of some) await haveUploads(clerk, ((seconds + 1) * MOST_PER_SECOND) / registers);
  let turn = 0;
  return async () => {
    turn += 1;
    await register(some[turn % registers] as BenchClerk);
  };
}

const whole = (value: number): string => value.toFixed(0);
const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

function lineOf({ registers, clients }: Load, { act, bare }: ActRates, http: Rate): string[] {
  return [
    String(registers),
    String(clients),
    ...[whole(http.perSecond), ms(http.p50), ms(http.p99)],
    ...[whole(act.perSecond), ms(act.p50), ms(act.p99)],
    whole(bare.perSecond),
    `${((100 * act.perSecond) / bare.perSecond).toFixed(0)} %`,
  ];
}

import { type Rate, underLoad } from './load.ts';
import { BareLedger, footprintOf } from './register-bare.ts';
import { aRunningServer } from './register-http.ts';
import { aBenchWorld, type BenchClerk, type BenchWorld, haveUploads, registerOne } from './register-world.ts';

const SECONDS = 2;
const WARM_UP_SECONDS = 8;
const MOST_PER_SECOND = 6_000;

/**
 * Registering incoming documents: through HTTP, the act alone, and beside both the bare driver's group commit of the same rows in
 * the same minute (DESIGN §6). Gives a Markdown table.
 */
export async function benchRegister(seconds = SECONDS): Promise<string> {
  const world = await aBenchWorld();
  try {
    const [first] = world.clerks as [BenchClerk];
    await haveUploads(first, 2);
    await registerOne(first);
    const footprint = await footprintOf(() => registerOne(first));
    const server = await aRunningServer(world);
    const lines: string[][] = [];
    try {
      // Until the code is compiled for speed it takes several times as long: a server that runs all day is past that.
      const warmUp = { clients: 64, seconds: WARM_UP_SECONDS };
      await underLoad(warmUp, await inTurn(world, 8, WARM_UP_SECONDS, registerOne));
      await underLoad(warmUp, await inTurn(world, 8, WARM_UP_SECONDS, server.register));
      for (const registers of [1, 8]) {
        for (const clients of [1, 8, 32, 64]) {
          const load = { clients, seconds };
          const bareLedger = new BareLedger(footprint, registers);
          const bare = await underLoad(load, () => bareLedger.run());
          const act = await underLoad(load, await inTurn(world, registers, seconds, registerOne));
          const http = await underLoad(load, await inTurn(world, registers, seconds, server.register));
          lines.push(lineOf(registers, clients, { bare, act, http }));
        }
      }
    } finally {
      await server.end();
    }
    return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
  } finally {
    await world.end();
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
  registers: number,
  seconds: number,
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

function lineOf(registers: number, clients: number, { bare, act, http }: Record<'bare' | 'act' | 'http', Rate>) {
  return [
    String(registers),
    String(clients),
    ...[whole(http.perSecond), ms(http.p50), ms(http.p99)],
    ...[whole(act.perSecond), ms(act.p50), ms(act.p99)],
    whole(bare.perSecond),
    `${((100 * act.perSecond) / bare.perSecond).toFixed(0)} %`,
  ];
}

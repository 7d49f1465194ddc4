import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { setLogLevel } from '../../server/platform/log.ts';
import { Dice } from '../fuzz/dice.ts';
import { parseOnce } from '../parse-once.ts';
import { backupAndRestore } from './backup-restore.ts';
import { failingCalls } from './calls.ts';
import { wrongClocks } from './clock.ts';
import { endAll } from './deployment.ts';
import { fullDisks } from './disk.ts';
import { faultyExchange } from './exchange.ts';
import { restoredExchange } from './exchange-restore.ts';
import { hostileUploads } from './hostile-uploads.ts';
import { killCycles } from './kill.ts';
import { type Outcome, wordsOf } from './outcome.ts';
import { pausedDatabase } from './pause.ts';
import { stoppedProcesses } from './processes.ts';
import { NotMountable } from './small-disk.ts';

/**
 * `npm run test:faults [-- KIND…] [--cycles N] [--seed N] [--messages N] [--minutes N] [--resume] [--servers N] [--every-kill]`: hurts real servers and real databases on loopback in one
 * way after the other, and looks whether every promise still holds; see docs/reliability.md.
 */
interface Kind {
  readonly cycles: number;
  readonly run: (cycles: number, dice: Dice) => Promise<Outcome>;
}

const kinds: Readonly<Record<string, Kind>> = {
  server: { cycles: 200, run: (cycles, dice) => killCycles('server', cycles, dice) },
  'lone-server': { cycles: 40, run: (cycles, dice) => killCycles('lone-server', cycles, dice) },
  'one-of-two': { cycles: 40, run: (cycles, dice) => killCycles('one-of-two', cycles, dice) },
  mongod: { cycles: 100, run: (cycles, dice) => killCycles('mongod', cycles, dice) },
  both: { cycles: 50, run: (cycles, dice) => killCycles('both', cycles, dice) },
  pause: { cycles: 20, run: (cycles, dice) => pausedDatabase(cycles, dice) },
  calls: { cycles: 1, run: () => failingCalls() },
  disk: { cycles: 5, run: (rounds) => fullDisks(rounds) },
  clock: { cycles: 3, run: (rounds) => wrongClocks(rounds) },
  strangers: { cycles: 30, run: (rounds) => hostileUploads(rounds) },
  'backup-restore': { cycles: 10, run: (kills, dice) => backupAndRestore(kills, dice) },
  processes: { cycles: 40, run: (cycles, dice) => stoppedProcesses(cycles, dice) },
  exchange: {
    cycles: 20_000,
    run: (cycles, dice) => {
      const { resume, 'every-kill': everyKill } = values;
      const until = { messages: messages ?? cycles, minutes: minutes ?? Number.POSITIVE_INFINITY };
      return faultyExchange({ ...until, resume, servers: servers ?? 1, everyKill, dice });
    },
  },
  'exchange-restore': { cycles: 300, run: (cycles, dice) => restoredExchange(messages ?? cycles, dice) },
};

const { values, positionals } = parseOnce({
  allowPositionals: true,
  options: {
    ...{ cycles: { type: 'string' }, seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
    ...{ messages: { type: 'string' }, minutes: { type: 'string' }, servers: { type: 'string' } },
    resume: { type: 'boolean', default: false },
    'every-kill': { type: 'boolean', default: false },
  },
});
const asked = positionals.length > 0 ? positionals : Object.keys(kinds);
const seed = Number(values.seed);
const [cycles, messages, minutes, servers] = (['cycles', 'messages', 'minutes', 'servers'] as const)
  .map((name) => values[name])
  .map((given) => (given === undefined ? undefined : Number(given)));
const isCount = (given: number | undefined) => given === undefined || (Number.isSafeInteger(given) && given > 0);
if (
  asked.some((kind) => !Object.hasOwn(kinds, kind)) ||
  !Number.isSafeInteger(seed) ||
  ![cycles, messages, minutes, servers].every(isCount)
) {
  console.error(
    `✗ npm run test:faults [-- ${Object.keys(kinds).join('|')}] [--cycles N] [--seed N] [--messages N] [--minutes N] [--resume] [--servers N] [--every-kill]`,
  );
  process.exitCode = 2;
} else {
  const toldToEnd = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const faults = await Promise.race([hurt(), toldToEnd]).finally(endAll);
  // Whoever was at work when all that it worked with was ended finds out, or tries on for ever: neither matters any more.
  if (typeof faults !== 'number') process.exit(1);
  process.exitCode = faults === 0 ? 0 : 1;
}

async function hurt(): Promise<number> {
  setLogLevel('silent');
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${processor}, load average ${load} before, seed ${seed}`,
  );
  let faults = 0;
  for (const name of asked) {
    const kind = kinds[name];
    if (!kind) continue;
    const began = performance.now();
    const outcome = await kind.run(cycles ?? kind.cycles, new Dice(seed)).catch(notMountable);
    if (outcome instanceof NotMountable) {
      console.log(`- ${name}: not run. ${outcome.message}: it needs an account that may mount.`);
      continue;
    }
    faults += outcome.faults.length;
    console.log(`${wordsOf(name, outcome)}\n  took ${((performance.now() - began) / 60_000).toFixed(1)} min`);
  }
  return faults;
}

function notMountable(error: unknown): NotMountable {
  if (error instanceof NotMountable) return error;
  throw error;
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DomainError } from '../../server/platform/errors.ts';
import { runInWorker, stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { parseOnce } from '../parse-once.ts';
import { oddCms } from './cms.ts';
import { damaged, type Mutation } from './damage.ts';
import { Dice } from './dice.ts';
import { oddEvidence } from './evidence.ts';
import { type Examination, shownPages } from './examine.ts';
import { oddFields } from './fields.ts';
import { goodFiles } from './good-files.ts';
import { mayBeValid, protectionOf } from './protected-bytes.ts';
import { oddXref } from './xref.ts';

/**
 * `npm run test:fuzz [-- xref|cms|fields|damage] [--minutes 10] [--seed N]`: changes our own signed files without a key, as
 * long as it is told, and has the verifier look at each in a worker process with the limits of the product. What crashes it, hangs
 * it, exhausts it, or is called valid although something differs that a signature vouches for, is kept in storage/fuzz.
 */
type Mutate = (dice: Dice, file: Buffer) => Mutation | Promise<Mutation>;

const kinds: Readonly<Record<string, Mutate>> = {
  xref: oddXref,
  cms: (dice, file) => (dice.oneIn(3) ? oddEvidence(dice, file) : oddCms(dice, file)),
  fields: oddFields,
  damage: damaged,
};
const limits = { timeMs: 10_000, memoryMb: 512, maxOutputBytes: 8 * 1024 * 1024, callsPerProcess: 2_000 };
const folder = resolve(import.meta.dirname, '../../storage/fuzz');

const { values, positionals } = parseOnce({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const asked = positionals.length > 0 ? positionals : Object.keys(kinds);
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (asked.some((kind) => !Object.hasOwn(kinds, kind)) || !(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error(`✗ npm run test:fuzz [-- ${Object.keys(kinds).join('|')}] [--minutes 10] [--seed N]`);
  process.exitCode = 2;
} else process.exitCode = (await fuzz()) === 0 ? 0 : 1;

async function fuzz(): Promise<number> {
  const { files, options } = await goodFiles();
  const bases = files.map(({ name, bytes }) => ({ name, protection: protectionOf(bytes), pages: shownPages(bytes) }));
  const seen = { cases: 0, failures: 0, valid: 0, slowestMs: 0, peakMb: 0 };
  const until = Date.now() + minutes * 60_000;
  let nextLine = Date.now() + 30_000;
  console.log(`seed ${seed} · ${asked.join(', ')} · ${minutes} min`);
  for (; Date.now() < until; seen.cases += 1) {
    const dice = new Dice(seed + seen.cases);
    const kind = dice.pick(asked);
    const { name, protection, pages } = dice.pick(kind === 'cms' ? bases.slice(1) : bases);
    const mutation = await kinds[kind]?.(dice, protection.bytes);
    if (mutation === undefined) continue;
    const judged = await judge(mutation.bytes);
    if ('slow' in judged) seen.slowestMs = limits.timeMs;
    else {
      seen.slowestMs = Math.max(seen.slowestMs, judged.ms);
      seen.peakMb = Math.max(seen.peakMb, judged.peakMb);
      if (judged.verdict === 'valid') seen.valid += 1;
    }
    const problem = problemOf(judged, mutation, protection, pages);
    if (problem !== undefined) {
      seen.failures += 1;
      keep(`${kind}-${seed + seen.cases}`, mutation, `${name}: ${mutation.what}\n${problem}`);
    }
    if (Date.now() > nextLine) {
      nextLine += 30_000;
      console.log(summary(seen));
    }
  }
  await stopWorkers();
  console.log(summary(seen));
  return seen.failures;

  async function judge(bytes: Buffer): Promise<Examination | { readonly slow: string }> {
    try {
      const task = { module: new URL('./examine.ts', import.meta.url), fn: 'examine', args: [bytes, options] };
      return await runInWorker<Examination>(task, limits);
    } catch (error) {
      if (error instanceof DomainError) return { slow: `${error.code}: ${String(error.details.cause ?? '')}` };
      return { slow: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
}

function problemOf(
  judged: Examination | { readonly slow: string },
  { bytes }: Mutation,
  protection: Parameters<typeof mayBeValid>[0],
  pages: string,
): string | undefined {
  if ('slow' in judged) return judged.slow;
  if (judged.unforeseen !== undefined) return judged.unforeseen;
  if (judged.verdict !== 'valid' && judged.verdict !== 'filled') return undefined;
  if (!mayBeValid(protection, bytes)) return `${judged.verdict} although covered bytes differ`;
  if (judged.verdict === 'filled') return undefined; // what the page shows of a field is not what was signed
  return judged.pages === pages ? undefined : 'valid although the pages lead to something else';
}

function keep(name: string, { bytes }: Mutation, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.pdf`), bytes);
  writeFileSync(join(folder, `${name}.txt`), `${text}\n`);
  console.log(`✗ ${join('storage/fuzz', name)}.pdf · ${text.split('\n').slice(0, 3).join(' · ')}`);
}

function summary(seen: Readonly<Record<'cases' | 'failures' | 'valid' | 'slowestMs' | 'peakMb', number>>): string {
  const { cases, failures, valid, slowestMs, peakMb } = seen;
  return `${cases} cases, ${failures} failed, ${valid} rightly called valid · slowest ${slowestMs.toFixed(0)} ms · highest memory ${peakMb.toFixed(0)} MB`;
}

// `npm test`: types, style, then every test; `npm test -- test/registry` runs a part. `--long` (`npm run test:long`) takes all of what is
// sampled otherwise (test/support/sampled.ts). Its last line counts.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tool = (...path) => join(root, 'node_modules', ...path);
const part = process.argv.slice(2).filter((word) => word !== '--long');
const isWhole = part.length === 0;
/** What the servers of a whole run are started from (test/support/server-process.ts): loading it takes two thirds of the time of the sources. */
const build = join(root, 'node_modules', '.cache', 'vanban-build');
const environment = {
  ...process.env,
  ...(process.argv.includes('--long') && { VANBAN_LONG: '1' }),
  ...(isWhole && { VANBAN_BUILD: build }),
};
/** As many as keep two processors busy, since each waits for others half of its time. Each has a database and a browser of its own. */
const processes = 4;
/** What takes longest comes first, so that all end at about the same time. */
const longest = ['browser', 'exchange', 'platform', 'house', 'faults', 'main-job', 'pdf-signatures', 'commands'];

const started = [];
let stopped;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);

let passed = 0;
let failedChecks = 0;
const failures = [];
if (isWhole) {
  await Promise.all([
    check('Kiểu (types): tsc', [tool('typescript', 'bin', 'tsc')]),
    check('Cách viết (style): biome check', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check']),
    check('Bản dựng (build)', ['--import', './server/platform/typescript.mjs', join('scripts', 'build.ts'), build]),
  ]);
}
const waiting = isWhole ? folders() : part;
await Promise.all(Array.from({ length: Math.min(processes, waiting.length) }, (_, index) => tests(index === 0)));
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(`${passed} passed, ${failures.length + failedChecks} failed`);
process.exitCode = stopped ?? (failures.length + failedChecks > 0 ? 1 : 0);

/** Ends what runs; each takes what it has started with it (test/support/hooks.ts). */
function stop(_name, number) {
  stopped = 128 + number;
  for (const child of started) child.kill('SIGTERM');
}

async function check(name, args) {
  const began = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  started.push(child);
  const [code] = await once(child, 'exit');
  if (code !== 0) failedChecks += 1;
  console.log(`${code === 0 ? '✔' : '✗'} ${name} · ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function folders() {
  const all = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['support', 'fixtures'].includes(entry.name))
    .map(({ name }) => name);
  return [...longest, ...all.filter((name) => !longest.includes(name))].map((name) => join('test', name));
}

/** A process that takes what waits, one after another, until nothing does; its report is shown as it goes, or when it is done. */
async function tests(isShown) {
  if (stopped !== undefined) return;
  const { 'node-option': options } = JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8'));
  const child = fork(join(root, 'scripts', 'test-process.mjs'), process.stdout.isTTY ? ['--color'] : [], {
    cwd: root,
    execArgv: options.map((option) => `--${option}`),
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    if (isShown) process.stdout.write(chunk);
    else output += chunk;
  });
  let taken;
  const next = () => {
    taken = waiting.shift();
    child.send({ path: taken });
  };
  child.on('message', (done) => {
    passed += done.passed;
    failures.push(...done.failures);
    next();
  });
  next();
  const [code, signal] = await once(child, 'close');
  process.stdout.write(output);
  // Also one that ends well has not done what it took.
  if (code !== 0 || taken !== undefined)
    failures.push(`${taken ?? 'the end of a process'}: ended with ${signal ?? code}`);
}

// `npm test`: types, style, then every test; `npm test -- test/registry` runs a part. `--long` (`npm run test:long`) takes all of what is
// sampled otherwise (test/support/sampled.ts). Its last line counts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

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
/** What takes long, in two shares; all other folders are the third. */
const long = [
  ['browser', 'house'],
  ['exchange', 'faults', 'platform'],
];

let failedChecks = 0;
if (isWhole) {
  await Promise.all([
    check('Kiểu (types): tsc', [tool('typescript', 'bin', 'tsc')]),
    check('Cách viết (style): biome check', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check']),
    check('Bản dựng (build)', ['--import', './server/platform/typescript.mjs', join('scripts', 'build.ts'), build]),
  ]);
}
const counts = await Promise.all(shares().map(tests));
const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
console.log(`${sum('passed')} passed, ${sum('failed') + failedChecks} failed`);
process.exitCode = sum('failed') + failedChecks > 0 ? 1 : 0;

async function check(name, args) {
  const began = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) failedChecks += 1;
  console.log(`${code === 0 ? '✔' : '✗'} ${name} · ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Three shares that take about as long, side by side, as each waits for others a third of the time; each has a database of its own. */
function shares() {
  if (part.length > 0 && part.join() !== 'test') return [part];
  const folders = readdirSync(join(root, 'test'), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !['support', 'fixtures'].includes(entry.name),
  );
  const others = folders.map(({ name }) => name).filter((name) => !long.flat().includes(name));
  return [others, ...long].map((names) => names.map((name) => join('test', name)));
}

/** The first share is shown as it goes, the others when they are done. */
async function tests(files, share) {
  // A late heartbeat of the database driver must not hold a run that is over.
  const flags = ['--exit', '--forbid-only', '--forbid-pending', process.stdout.isTTY ? '--color' : '--no-color'];
  const child = spawn(process.execPath, [tool('mocha', 'bin', 'mocha.js'), ...flags, ...files], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    if (share === 0) process.stdout.write(chunk);
    output += chunk;
  });
  const [code] = await once(child, 'close');
  if (share > 0) process.stdout.write(output);
  const plain = stripVTControlCharacters(output);
  const count = (word) => Number(plain.match(new RegExp(`^ *(\\d+) ${word}\\b`, 'm'))?.[1] ?? 0);
  const counted = { passed: count('passing'), failed: count('failing') };
  return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

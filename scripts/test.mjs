// `npm test`: types, style, then every test; `npm test -- test/registry` runs a part. Its last line counts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tool = (...path) => join(root, 'node_modules', ...path);
const part = process.argv.slice(2);

let failedChecks = 0;
if (part.length === 0) {
  await check('Kiểu (types): tsc', tool('typescript', 'bin', 'tsc'), []);
  await check('Cách viết (style): biome check', tool('@biomejs', 'biome', 'bin', 'biome'), ['check']);
}
const { passed, failed } = await tests();
console.log(`${passed} passed, ${failed + failedChecks} failed`);
process.exitCode = failed + failedChecks > 0 ? 1 : 0;

async function check(name, script, args) {
  const began = Date.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) failedChecks += 1;
  console.log(`${code === 0 ? '✔' : '✗'} ${name} · ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function tests() {
  const flags = ['--forbid-only', '--forbid-pending', process.stdout.isTTY ? '--color' : '--no-color'];
  const child = spawn(process.execPath, [tool('mocha', 'bin', 'mocha.js'), ...flags, ...part], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
  });
  const [code] = await once(child, 'close');
  const plain = stripVTControlCharacters(output);
  const count = (word) => Number(plain.match(new RegExp(`^ *(\\d+) ${word}\\b`, 'm'))?.[1] ?? 0);
  const counted = { passed: count('passing'), failed: count('failing') };
  return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

// A process of `npm test` (scripts/test.mjs), which hands it one folder or file after another: what one has loaded and started – the
// sources, a database, a browser – serves the next.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { endAll } from '../test/support/at-end.ts';
import { mochaHooks } from '../test/support/hooks.ts';

const { timeout } = JSON.parse(readFileSync('.mocharc.json', 'utf8'));

process.on('message', ({ path }) => {
  // Mocha listens to rejections of its own tests only: here one would leave the run waiting for an answer.
  (path === undefined ? end() : run(path).then((done) => process.send(done))).catch((error) => {
    console.log(error);
    process.exit(1);
  });
});

async function end() {
  await endAll();
  // A late heartbeat of the database driver must not hold a run that is over.
  process.exit();
}

async function run(path) {
  const color = process.argv.includes('--color');
  const rootHooks = { beforeEach: mochaHooks.beforeEach };
  const mocha = new Mocha({ timeout, color, rootHooks, forbidOnly: true, forbidPending: true });
  try {
    for (const file of filesOf(path)) mocha.addFile(file);
    await mocha.loadFilesAsync();
  } catch (error) {
    console.log(error);
    return { passed: 0, failures: [`${path}: ${error.message}`] };
  }
  const failures = [];
  let passed = 0;
  await new Promise((done) => {
    const runner = mocha.run(done);
    runner.on('pass', () => {
      passed += 1;
    });
    runner.on('fail', (test) => failures.push(`${path}: ${test.fullTitle()}`));
  });
  if (passed + failures.length === 0) failures.push(`${path}: no test`);
  return { passed, failures };
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true }).filter((name) => name.endsWith('.test.ts'));
  return names.sort().map((name) => join(path, name));
}

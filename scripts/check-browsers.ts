import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { demoKeyFiles } from '../server/signing/keys/demo-key.ts';
import { startServer } from '../test/support/server-process.ts';
import { mainJob, type Stage } from './browsers/main-job.ts';
import { type BrowserName, browsers } from './browsers/open-browser.ts';
import { lacking } from './browsers/programs.ts';
import { Visit } from './browsers/visit.ts';
import { parseOnce } from './parse-once.ts';

/*
 * `npm run check:browsers [-- firefox|webkit …] [--keep FOLDER]`: the main job in browsers that the machine has, each steered by its own
 * driver, against a demo started for it; once on a large screen, once on a phone. Tells each step and keeps a picture of it. Not part of
 * the tests, which bring the one browser they believe.
 */
const { values, positionals } = parseOnce({ allowPositionals: true, options: { keep: { type: 'string' } } });
const names = z.array(z.enum(['firefox', 'webkit'])).parse(positionals);
const asked: readonly BrowserName[] = names.length > 0 ? names : ['firefox', 'webkit'];
const lacks = [...new Set(asked.flatMap((name) => lacking(browsers[name].needs)))];
if (lacks.length > 0) {
  console.error(lacks.map((lack) => `✗ ${lack}`).join('\n'));
  process.exit(2);
}
const pictures = values.keep ?? (await mkdtemp(join(tmpdir(), 'vanban-browsers-')));

const say = (words: string): void => console.log(`  ${words}`);
const storage = await mkdtemp(join(tmpdir(), 'vanban-browsers-storage-'));
const server = startServer({ STORAGE_DIR: storage, PORT: '0', LOG_LEVEL: 'error' });
let failed = 0;
try {
  const address = await server.ready();
  const { password } = z
    .object({ password: z.string() })
    .parse(await (await fetch(new URL('/api/sign-in-options', address))).json());
  const { keyFile, pinFile } = demoKeyFiles(join(storage, 'keys', 'demo'), 'giamdoc.snv');
  const stage: Stage = { password, key: { keyFile, pin: (await readFile(pinFile, 'utf8')).trim() } };
  for (const name of asked) {
    const failure = await play(name, address, stage).catch((error: unknown) => error);
    if (failure === undefined) continue;
    failed += 1;
    console.error(`✗ ${name}:`, failure instanceof Error ? failure.message : failure);
  }
} finally {
  server.child.kill('SIGTERM');
  await server.ended();
  await rm(storage, { recursive: true, force: true });
}
console.log(`What was seen: ${pictures}`);
process.exitCode = failed === 0 ? 0 : 1;

/** Plays the story on both screens; refuses at the first step that fails, with a picture of where it stood. */
async function play(name: BrowserName, address: string, stage: Stage): Promise<undefined> {
  const { driver, resize, end } = await browsers[name].open();
  try {
    const capabilities = await driver.getCapabilities();
    console.log(`${name}: ${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`);
    for (const screen of ['desk', 'phone'] as const) {
      const visit = new Visit(driver, address, join(pictures, `${name}-${screen}`));
      try {
        for await (const step of mainJob(visit, resize, screen, stage)) {
          await visit.picture(step);
          const troubles = await visit.troubles();
          if (troubles.length > 0) throw new Error(`${step}: ${troubles.join('; ')}`);
          say(`${screen}: ${step}`);
        }
      } catch (error) {
        await visit.picture('where it stood');
        throw error;
      }
    }
  } finally {
    await end();
  }
}

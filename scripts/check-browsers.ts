import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Shutdown } from '../server/platform/start/shutdown.ts';
import { demoKeyFiles } from '../server/signing/keys/demo-key.ts';
import type { Screen } from '../test/support/browser.ts';
import { startServer } from '../test/support/server-process.ts';
import { mainJob, type Stage } from './browsers/main-job.ts';
import { type BrowserName, browsers, type OpenBrowser } from './browsers/open-browser.ts';
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
const shutdown = new Shutdown();
let ending: Promise<void> | undefined;
// npm hands Ctrl-C on although the terminal sent it here as well: the second one means nothing new.
const endAll = (): Promise<void> => (ending ??= shutdown.run());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void endAll());
process.exitCode = (await playAll().finally(endAll)) ? 0 : 1;
console.log(`What was seen: ${pictures}`);

/** Plays the story in every browser that was asked for, and says whether each came to its end. */
async function playAll(): Promise<boolean> {
  let all = true;
  try {
    const { address, stage } = await openDemo();
    for (const name of asked) all = (await play(name, address, stage)) && all;
  } catch (error) {
    if (!shutdown.begun) throw error;
    all = false;
  }
  return all;
}

/** A demo of its own, whose storage goes with it. */
async function openDemo(): Promise<{ readonly address: string; readonly stage: Stage }> {
  const storage = await mkdtemp(join(tmpdir(), 'vanban-browsers-storage-'));
  shutdown.add('storage', () => rm(storage, { recursive: true, force: true }));
  const server = startServer({ STORAGE_DIR: storage, PORT: '0', LOG_LEVEL: 'error' });
  shutdown.add('server', async () => {
    server.child.kill('SIGTERM');
    await server.ended();
  });
  const address = await server.ready();
  const { password } = z
    .object({ password: z.string() })
    .parse(await (await fetch(new URL('/api/sign-in-options', address))).json());
  const { keyFile, pinFile } = demoKeyFiles(join(storage, 'keys', 'demo'), 'giamdoc.snv');
  return { address, stage: { password, key: { keyFile, pin: (await readFile(pinFile, 'utf8')).trim() } } };
}

/** Plays the story on both screens, until a step fails, and says whether none did; with a picture of where it stood. */
async function play(name: BrowserName, address: string, stage: Stage): Promise<boolean> {
  try {
    const browser = await browsers[name].open(shutdown);
    const capabilities = await browser.driver.getCapabilities();
    console.log(`${name}: ${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`);
    for (const screen of ['desk', 'phone'] as const) {
      const visit = new Visit(browser.driver, address, join(pictures, `${name}-${screen}`));
      await playOn(screen, visit, browser, stage);
    }
    return true;
  } catch (error) {
    if (shutdown.begun) throw error;
    console.error(`✗ ${name}:`, error instanceof Error ? error.message : error);
    return false;
  }
}

async function playOn(screen: Screen, visit: Visit, { resize }: OpenBrowser, stage: Stage): Promise<void> {
  try {
    for await (const step of mainJob(visit, resize, screen, stage)) {
      await visit.picture(step);
      const troubles = await visit.troubles();
      if (troubles.length > 0) throw new Error(`${step}: ${troubles.join('; ')}`);
      console.log(`  ${screen}: ${step}`);
    }
  } catch (error) {
    if (!shutdown.begun) await visit.picture('where it stood');
    throw error;
  }
}

import { resolve } from 'node:path';
import { composeApplication } from './application.ts';
import { parseConfig } from './platform/config.ts';
import type { Migration } from './platform/migrations.ts';
import { runProcess } from './platform/run-process.ts';
import { startUp } from './platform/start-up.ts';

const sourceFolder = resolve(import.meta.dirname, '..');

/** Steps of the stored data from release to release (DESIGN D16). */
const migrations: readonly Migration[] = [];

await runProcess(async (shutdown) => {
  const config = parseConfig(process.env, process.cwd(), sourceFolder);
  await startUp({ config, sourceFolder, migrations, compose: composeApplication, shutdown, say: console.log });
});

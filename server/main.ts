import { resolve } from 'node:path';
import express from 'express';
import { parseConfig } from './platform/config.ts';
import { healthz, readyz } from './platform/health.ts';
import type { Migration } from './platform/migrations.ts';
import { runProcess } from './platform/run-process.ts';
import { type Application, type House, startUp } from './platform/start-up.ts';

const sourceFolder = resolve(import.meta.dirname, '..');

/** Steps of the stored data from release to release (DESIGN D16). */
const migrations: readonly Migration[] = [];

/** Puts the capabilities together; the one place that knows them all. */
async function composeApp({ dependencies }: House): Promise<Application> {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(dependencies));
  return { listener: app, endStreams: () => undefined, drain: async () => undefined, greeting: async () => [] };
}

await runProcess(async (shutdown) => {
  const config = parseConfig(process.env, process.cwd(), sourceFolder);
  await startUp({ config, sourceFolder, migrations, compose: composeApp, shutdown, say: console.log });
});

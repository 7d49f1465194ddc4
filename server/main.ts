import { migrations } from './capabilities.ts';
import { rememberRows } from './platform/database/remembered.ts';
import { programFolder } from './platform/program.ts';
import { runProcess } from './platform/start/run-process.ts';
import { startUp } from './platform/start/start-up.ts';
import { parseConfig } from './platform/state/config.ts';

/** What refuses a start – a wrong value, a taken port – need not wait for all capabilities to be loaded. */
async function loadApplication() {
  const { composeApplication } = await import('./application.ts');
  return composeApplication;
}

await runProcess(async (shutdown) => {
  rememberRows();
  const config = parseConfig(process.env, process.cwd(), programFolder);
  // Standard output of a production server is its log, JSON line by JSON line; what is said to people stands beside it.
  const say = config.production ? console.error : console.log;
  await startUp({ config, programFolder, migrations, load: loadApplication, shutdown, say });
});

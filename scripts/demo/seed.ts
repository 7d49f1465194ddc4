import { resolve } from 'node:path';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { startEngine } from '../../server/engine.ts';
import { markAsDemo } from '../../server/identity/mark-as-demo.ts';
import { hashPassword } from '../../server/identity/password.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { useClock } from '../../server/platform/clock.ts';
import { connectDatabase, disconnectDatabase } from '../../server/platform/database/database.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { createDemoAuthority } from './authority.ts';
import { DemoClock } from './demo-clock.ts';
import { forgeKeys } from './forge-keys.ts';
import { liveThrough } from './lives.ts';
import { livesOfTheYear } from './lives-of-the-year.ts';
import { seedProvince } from './people.ts';
import { FIRST_DAY } from './traffic/year.ts';

/** Published on the sign-in page: it opens nothing but invented accounts, and production refuses the store. */
const DEMO_PASSWORD = 'xin-chao-sao-mai';

const config = parseConfig(process.env, process.cwd(), resolve(import.meta.dirname, '../..'));
if (config.production || config.database.kind !== 'external')
  throw new Error('The demo is seeded by the start command only');
// Once the start that wants the demo is gone, nobody says that it is made, and the next one begins anew.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
const { uri, database } = config.database;
const authority = await createDemoAuthority();
const [forged, passwordHash] = await Promise.all([forgeKeys(authority), hashPassword(DEMO_PASSWORD)]);
await connectDatabase({ uri, database });
try {
  const clock = new DemoClock(new Date(), FIRST_DAY);
  useClock(clock.read);
  const { worker } = await startEngine(config);
  await inTransaction(systemActor(DEPLOYMENT), (tx) => markAsDemo(tx, DEMO_PASSWORD));
  const seeded = await seedProvince({ authority, forged, keysFolder: config.keysFolder, passwordHash });
  const life = { seeded, clock, worker };
  await liveThrough(livesOfTheYear(life, passwordHash), life);
} finally {
  await stopWorkers();
  await disconnectDatabase();
}

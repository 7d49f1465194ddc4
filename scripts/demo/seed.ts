import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { startEngine } from '../../server/engine.ts';
import { markAsDemo } from '../../server/identity/deployment/mark-as-demo.ts';
import { hashPassword } from '../../server/identity/people/password.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { useClock } from '../../server/platform/clock.ts';
import { connectDatabase, disconnectDatabase } from '../../server/platform/database/database.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { renderer } from '../../server/platform/render/render.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { startWorker, stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { preparer } from '../../server/signing/signatures/prepare-draft.ts';
import { signatory } from '../../server/signing/signatures/signature-lane.ts';
import { verifierFor } from '../../server/signing/verification/verify-in-worker.ts';
import { createDemoAuthority } from './authority.ts';
import { DemoClock } from './demo-clock.ts';
import { DEMO_PASSWORD } from './demo-password.ts';
import { forgeKeys } from './forge-keys.ts';
import { liveThrough } from './lives.ts';
import { livesOfTheYear } from './lives-of-the-year.ts';
import { neighbour } from './neighbour.ts';
import { seedProvince } from './people.ts';
import { province } from './province.ts';
import { FIRST_DAY } from './traffic/year.ts';

// Once the start that wants the demo is gone, nobody says that it is made, and the next one begins anew.
process.once('disconnect', () => process.exit(1));
const told = once(process, 'message');
// Whoever waits for a page or a signature waits for no process to start.
for (const kind of [renderer, preparer, signatory, verifierFor('reading')]) startWorker(kind);
const sources = resolve(import.meta.dirname, '../..');
const isNeighbour = parseConfig(process.env, process.cwd(), sources).demoProvince === 'binh-minh';
const agencies = isNeighbour ? neighbour : province;
const authority = await createDemoAuthority(new Date(), isNeighbour ? 'Bình Minh' : 'Sao Mai');
const [forged, passwordHash] = await Promise.all([forgeKeys(authority, agencies), hashPassword(DEMO_PASSWORD)]);
const [message] = await told;
const { uri } = z.object({ uri: z.string() }).parse(message);
process.channel?.unref();
const environment = { ...process.env, MONGODB_URI: uri };
const config = parseConfig(environment, process.cwd(), sources);
if (config.production) throw new Error('The demo is seeded by the start command only');
await connectDatabase({ uri, database: config.database.database });
try {
  const clock = new DemoClock(new Date(), FIRST_DAY);
  if (!isNeighbour) useClock(clock.read);
  const { worker } = await startEngine(config);
  await inTransaction(systemActor(DEPLOYMENT), (tx) => markAsDemo(tx, DEMO_PASSWORD));
  const seeded = await seedProvince({ authority, forged, agencies, keysFolder: config.keysFolder, passwordHash });
  const life = { seeded, clock, worker };
  if (!isNeighbour) await liveThrough(livesOfTheYear(life, passwordHash), life);
} finally {
  await stopWorkers();
  await disconnectDatabase();
}

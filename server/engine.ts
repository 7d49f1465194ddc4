import { join } from 'node:path';
import { openLogKeys } from './audit/open-log-keys.ts';
import { auditTrail } from './audit/record.ts';
import { allDues, allGrants, allJobs } from './capabilities.ts';
import { localCarrier } from './exchange/local-carrier.ts';
import { readyToSend } from './exchange/ready-to-send.ts';
import { useTransport } from './exchange/transport.ts';
import { useGrants } from './identity/grants-in-use.ts';
import { currentTime } from './platform/clock.ts';
import type { ClockGuard } from './platform/clock-guard/clock-guard.ts';
import { LocalFileStore, useFiles } from './platform/files/files.ts';
import { JobWorker } from './platform/jobs/job-worker.ts';
import { Ledger } from './platform/ledger/ledger.ts';
import { useLedger } from './platform/ledger/transaction.ts';
import type { Config } from './platform/state/config.ts';
import { useNumberingChecks } from './registry/outgoing/ready-to-number.ts';
import { agencyKeysFolder, agencyKeysInFiles } from './signing/keys/agency-keys.ts';
import { useAgencyKeys } from './signing/keys/agency-keys-in-use.ts';
import { useDemoKeys } from './signing/keys/demo-key.ts';
import { readyToSeal } from './signing/signatures/ready-to-seal.ts';
import { useDues } from './statistics/due-in-use.ts';
// Jobs go over all collections, to find the files that no row names.
import './stores.ts';

/** The acts and the work behind them, without HTTP: what the server, the command line and the demo seeding have in common. */
export interface Engine {
  readonly ledger: Ledger;
  readonly worker: JobWorker;
}

interface EngineOptions {
  /** Told of the kind of each job that is given up. */
  readonly onGivenUp?: (kind: string) => void;
  /** Whether a backup is being put back: what it holds may be written with other keys. */
  readonly restoring?: boolean;
  /** Whoever watches the clock of acts; the seeding of the demo, which has a clock of its own, has none. */
  readonly guard?: ClockGuard;
}

type Folders = Pick<Config, 'storageFolder' | 'keysFolder' | 'production'>;

/** Connects acts, files and keys with where they live, and makes the worker; the database is connected already. */
export async function startEngine(
  { storageFolder, keysFolder, production }: Folders,
  { onGivenUp = () => undefined, restoring = false, guard }: EngineOptions = {},
): Promise<Engine> {
  useFiles(await LocalFileStore.at(join(storageFolder, 'files')));
  useAgencyKeys(agencyKeysInFiles({ folder: agencyKeysFolder(keysFolder), production }));
  useTransport(localCarrier);
  useGrants(allGrants);
  useDues(allDues);
  useNumberingChecks([readyToSeal, readyToSend]);
  await openLogKeys(keysFolder, { restoring });
  if (!production) useDemoKeys(join(keysFolder, 'demo'));
  const worker = new JobWorker({
    kinds: await allJobs(),
    clock: guard ? () => guard.steadyTime() : currentTime,
    leaseClock: () => guard?.steadyTime() ?? new Date(),
    isPaused: () => guard?.doubt !== undefined,
    onGivenUp,
  });
  const ledger = new Ledger({
    participants: [auditTrail],
    clock: guard ? () => guard.timeOfActs() : currentTime,
    onMessages: (kinds) => worker.wake(kinds),
  });
  useLedger(ledger);
  return { ledger, worker };
}

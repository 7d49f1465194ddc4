import { auditTrail } from './audit/record.ts';
import { allDues, allGrants, allJobs, allSearchSources, capabilities } from './capabilities.ts';
import { useGrants } from './identity/grants-in-use.ts';
import type { Place } from './platform/capability.ts';
import { currentTime } from './platform/clock.ts';
import type { ClockGuard } from './platform/clock-guard/clock-guard.ts';
import { JobWorker } from './platform/jobs/job-worker.ts';
import { Ledger } from './platform/ledger/ledger.ts';
import { useLedger } from './platform/ledger/transaction.ts';
import { useSearchSources } from './search/sources-in-use.ts';
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
  readonly restoring?: boolean;
  /** Whoever watches the clock of acts; the seeding of the demo, which has a clock of its own, has none. */
  readonly guard?: ClockGuard;
}

/** Connects the capabilities with where what they need lives, and makes ledger and worker; the database is connected already. */
export async function startEngine(
  { storageFolder, keysFolder, production }: Omit<Place, 'restoring'>,
  { onGivenUp = () => undefined, restoring = false, guard }: EngineOptions = {},
): Promise<Engine> {
  useGrants(allGrants);
  useDues(allDues);
  useSearchSources(allSearchSources);
  for (const { connect } of capabilities) await connect?.({ storageFolder, keysFolder, production, restoring });
  const worker = new JobWorker({
    kinds: await allJobs(),
    clock: currentTime,
    leaseClock: guard ? currentTime : () => new Date(),
    isPaused: () => guard?.doubt !== undefined,
    onGivenUp,
  });
  const ledger = new Ledger({
    participants: [auditTrail],
    clock: guard ? () => guard.timeOfActs() : currentTime,
    workers: worker,
  });
  useLedger(ledger);
  return { ledger, worker };
}

import { lastEntry } from '../server/audit/heads/last-entry.ts';
import { auditTrail } from '../server/audit/record.ts';
import { openLogKeys } from '../server/audit/renewal/open-log-keys.ts';
import { ClockGuard } from '../server/platform/clock-guard/clock-guard.ts';
import { ensureIndexes } from '../server/platform/database/database.ts';
import { Ledger } from '../server/platform/ledger/ledger.ts';
import { useLedger } from '../server/platform/ledger/transaction.ts';
import { type CommandContext, type DatabaseNeeds, withDatabase } from '../server/platform/start/command.ts';
import type { Config } from '../server/platform/state/config.ts';

interface ActingNeeds extends DatabaseNeeds {
  /** Whether it acts although the clock is in doubt: only what ends that. */
  readonly atAnyTime?: boolean;
  /** Whether it acts although rows are there twice of which this release allows one: only what mends that. */
  readonly withDoubled?: boolean;
}

/** Runs work that carries out acts on the deployment's database, recorded in its log like any other, at a time that is believed. */
export async function acting<T>(
  context: CommandContext,
  work: (guard: ClockGuard) => Promise<T>,
  { atAnyTime = false, withDoubled = false, ...needs }: ActingNeeds = {},
): Promise<T> {
  const config = await context.config();
  const carryOut = async () => {
    if (!withDoubled) await ensureIndexes();
    await openLogKeys(config.keysFolder);
    const guard = await ClockGuard.begin({ lastEntry, asksAfterSilence: config.production });
    const clock = atAnyTime ? {} : { clock: () => guard.timeOfActs() };
    useLedger(new Ledger({ participants: [auditTrail], ...clock }));
    return await work(guard);
  };
  return await withDatabase(config, carryOut, needs);
}

/** Runs work that only reads; what it reads of rows that decide who may do what is believed as the server would believe it. */
export async function reading<T>(context: CommandContext, work: (config: Config) => Promise<T>): Promise<T> {
  const config = await context.config();
  return await withDatabase(config, async () => {
    await openLogKeys(config.keysFolder);
    return await work(config);
  });
}

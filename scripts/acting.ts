import { openLogKeys } from '../server/audit/open-log-keys.ts';
import { auditTrail } from '../server/audit/record.ts';
import type { Config } from '../server/platform/config.ts';
import { ensureIndexes } from '../server/platform/database.ts';
import { Ledger } from '../server/platform/ledger.ts';
import { type CommandContext, type DatabaseNeeds, withDatabase } from '../server/platform/start/command.ts';
import { useLedger } from '../server/platform/transaction.ts';

/** Runs work that carries out acts on the deployment's database, recorded in its log like any other. */
export async function acting<T>(
  context: CommandContext,
  work: () => Promise<T>,
  needs: DatabaseNeeds = {},
): Promise<T> {
  const config = await context.config();
  const carryOut = async () => {
    await ensureIndexes();
    await openLogKeys(config.keysFolder);
    useLedger(new Ledger({ participants: [auditTrail] }));
    return await work();
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

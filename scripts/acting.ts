import { auditTrail } from '../server/audit/record.ts';
import { ensureIndexes } from '../server/platform/database.ts';
import { Ledger } from '../server/platform/ledger.ts';
import { type CommandContext, type DatabaseNeeds, withDatabase } from '../server/platform/start/command.ts';
import { useLedger } from '../server/platform/transaction.ts';

/** Runs work that carries out acts on the deployment's database, recorded in its log like any other. */
export async function acting<T>(
  { config }: CommandContext,
  work: () => Promise<T>,
  needs: DatabaseNeeds = {},
): Promise<T> {
  const carryOut = async () => {
    await ensureIndexes();
    useLedger(new Ledger({ participants: [auditTrail] }));
    return await work();
  };
  return await withDatabase(await config(), carryOut, needs);
}

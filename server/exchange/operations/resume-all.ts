import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { readAll, readSome } from '../../platform/database/store.ts';
import { jobs } from '../../platform/ledger/jobs.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { tellings } from './late-tellings.ts';
import { unsent } from './queries.ts';

/** The agencies of which the system gave up on something that sending again may mend. */
export async function agenciesThatGaveUp(): Promise<string[]> {
  const stuck = await readSome(deliveries, ['agencyId'], { ...unsent, state: 'stuck' });
  const untold = await readAll(jobs, { kind: mongoose.trusted({ $in: [...tellings] }), state: 'dead' });
  return [...new Set([...stuck.map(({ agencyId }) => agencyId), ...untold.map(({ agencyId }) => agencyId)])];
}

/**
 * Leaves it to the worker to go on with everything on which the system gave up, agency by agency, each in its own log. Gives for how many.
 */
export async function resumeAll(tx: Transaction, agencyIds: readonly string[]): Promise<number> {
  record(tx, { type: 'sending-resumed', agencies: agencyIds.length });
  for (const agencyId of agencyIds)
    tx.enqueue({ kind: 'resume-sending', key: `all/${agencyId}`, again: true, payload: { agencyId } });
  return agencyIds.length;
}

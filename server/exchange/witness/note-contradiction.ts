import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { LogContradiction } from './log-contradiction.ts';
import { logContradictions } from './store.ts';

/**
 * Notes what an administrator found out about a log that contradicts itself, which then waits for nobody; the two heads stay evidence.
 * Refuses with 409 `contradiction-noted` what was noted before.
 */
export async function noteContradiction(
  tx: Transaction,
  { contradictionId, reason }: { readonly contradictionId: string; readonly reason: string },
): Promise<LogContradiction> {
  const found = await tx.load(logContradictions, contradictionId);
  if (found.noted) throw new DomainError('conflict', 'contradiction-noted', `${found.noted.by} has noted it before`);
  record(tx, { type: 'log-contradiction-noted', code: found.code, size: found.size, reason });
  return tx.change(logContradictions, found, { noted: { by: tx.actor.name, at: tx.now, reason } });
}

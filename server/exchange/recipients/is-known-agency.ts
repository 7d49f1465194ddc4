import type { Transaction } from '../../platform/ledger/transaction.ts';
import { reachedByAxis } from '../axis/reached-by-axis.ts';
import { isListed } from '../directory/listed-agencies.ts';

/** Whether a code is that of an agency of the directory, or of one that the actor's agency reaches over the national document axis. */
export async function isKnownAgency(tx: Transaction, code: string): Promise<boolean> {
  return (await isListed(tx, code)) || (await reachedByAxis(tx.actor.agencyId, [code])).has(code);
}

import { agencies } from '../../identity/store.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Mail } from './mail.ts';

/** Who decides on a mail now, and for which agency. */
export async function decision(tx: Transaction): Promise<NonNullable<Mail['decided']>> {
  const { name: agency } = await tx.load(agencies, tx.actor.agencyId);
  return { by: tx.actor.name, agency, at: tx.now };
}

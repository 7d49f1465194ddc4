import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { people } from '../store.ts';

/** Refuses the user name of another account, whatever agency keeps it: one signs in by it. */
export async function assertFreeUsername(tx: Transaction, username: string, selfId?: string): Promise<void> {
  const holder = await tx.find(people, { username });
  if (!holder || holder.id === selfId) return;
  throw new DomainError('conflict', 'username-taken', `The user name ${username} is in use`);
}

import { DomainError } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { keyOfGroup } from './group.ts';
import { recipientGroups } from './store.ts';

/** Refuses the name of another running group of the actor's agency. */
export async function assertFreeName(tx: Transaction, name: string, selfId?: string): Promise<void> {
  const holder = await tx.find(recipientGroups, { agencyId: tx.actor.agencyId, key: keyOfGroup(name) });
  if (!holder || holder.id === selfId) return;
  throw new DomainError('conflict', 'group-name-taken', `Another group is called ${name}`, {
    fields: [{ pointer: '/body/name', code: 'group-name-taken', detail: 'is that of another group' }],
  });
}

import { demandSeen } from '../../../identity/seen.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { demandRunning, type RecipientGroup } from './group.ts';
import { recipientGroups } from './store.ts';

/** A group, and the version of it that somebody has seen. */
export interface OnGroup {
  readonly groupId: string;
  readonly version: number;
}

/** The group of the actor's agency to act on; refuses one that was ended or changed meanwhile, and another agency's as none. */
export async function loadGroup(tx: Transaction, { groupId, version }: OnGroup): Promise<RecipientGroup> {
  const group = await tx.load(recipientGroups, groupId);
  if (group.agencyId !== tx.actor.agencyId) throw notFound();
  demandRunning(group);
  demandSeen(group, { version });
  return group;
}

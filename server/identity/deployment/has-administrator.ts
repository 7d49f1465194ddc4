import { dayInVietnam } from '../../platform/calendar.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { isInForce } from '../positions/position.ts';
import { people, positions } from '../store.ts';

/** Whether somebody administers the agency at the time of the act: in a position in force, by an account that is open. */
export async function hasAdministrator(tx: Transaction, agencyId: string): Promise<boolean> {
  const today = dayInVietnam(tx.now);
  const held = await tx.list(positions, { agencyId, roles: 'administrator', ended: false });
  for (const { personId } of held.filter((position) => isInForce(position, today))) {
    const person = await tx.find(people, { id: personId });
    if (person && !person.disabled) return true;
  }
  return false;
}

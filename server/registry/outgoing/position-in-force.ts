import { isGranted } from '../../identity/grants-in-use.ts';
import { isInForce } from '../../identity/positions/position.ts';
import { people, positions } from '../../identity/store.ts';
import type { Right } from '../../platform/api/contract.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';

/** A position of the agency with the name of who holds it today. */
export interface Officeholder {
  readonly positionId: string;
  readonly personId: string;
  readonly unitId: string | null;
  readonly name: string;
  readonly title: string;
  readonly capacity: readonly string[];
}

/** The position of the actor's agency, if it is in force today, has the right, and its holder's account is open. */
export async function positionInForce(
  tx: Transaction,
  positionId: string,
  right: Right,
): Promise<Officeholder | undefined> {
  const position = await tx.find(positions, { id: positionId });
  if (position?.agencyId !== tx.actor.agencyId || !isInForce(position, dayInVietnam(tx.now))) return undefined;
  const person = await tx.find(people, { id: position.personId });
  if (!person || person.disabled || !isGranted(position.roles, right)) return undefined;
  const { unitId, title, capacity } = position;
  return { positionId, personId: person.id, unitId, name: person.fullName, title, capacity };
}

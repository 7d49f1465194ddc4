import { record } from '../../audit/record.ts';
import type { Role } from '../../platform/actor.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { people, positions, units } from '../store.ts';
import { assertDays, needsSecondPerson, type Position } from './position.ts';

/** A position to give: title, roles and the days it holds. */
export interface NewPosition {
  /** The agency in which it is held; the actor's when not given. */
  readonly agencyId?: string;
  readonly personId: string;
  readonly unitId: string | null;
  readonly title: string;
  readonly capacity: readonly string[];
  readonly roles: readonly Role[];
  readonly from: string;
  readonly until: string | null;
}

/**
 * Gives a person of the agency a position; a person or unit of another agency is not found. With roles that sign, number or administer it
 * waits for a second administrator, unless the operator of the deployment gives it.
 */
export async function createPosition(tx: Transaction, fields: NewPosition): Promise<Position> {
  const { agencyId = tx.actor.agencyId, personId, unitId, title, capacity, from, until } = fields;
  assertDays(fields);
  const person = await tx.load(people, personId);
  const unit = unitId === null ? undefined : await tx.load(units, unitId);
  if (person.agencyId !== agencyId || (unit && unit.agencyId !== agencyId)) throw notFound();
  const roles = [...new Set(fields.roles)];
  const { actor } = tx;
  const waits = needsSecondPerson(roles) && !actor.roles.includes('system');
  const position = tx.insert(positions, {
    agencyId,
    personId,
    unitId,
    title,
    capacity,
    roles,
    from,
    until,
    ended: false,
    ...(waits ? { proposedBy: actor.personId } : {}),
  });
  record(tx, { type: 'position-created', subjectPositionId: position.id, subjectPersonId: personId, roles });
  return position;
}

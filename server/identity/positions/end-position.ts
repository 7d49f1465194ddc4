import { record } from '../../audit/record.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { positions } from '../store.ts';
import { endOf, type Position } from './position.ts';

/** Ends a position on a day; today or earlier ends its rights at once. The position one acts in must be ended by another. */
export async function endPosition(tx: Transaction, request: { positionId: string; until: string }): Promise<Position> {
  const position = await tx.load(positions, request.positionId);
  if (position.agencyId !== tx.actor.agencyId) throw notFound();
  if (position.id === tx.actor.positionId) {
    throw new DomainError('conflict', 'own-account', 'Another administrator must end the position you act in');
  }
  if (position.ended) throw new DomainError('conflict', 'position-ended', 'This position has ended already');
  const ended = tx.change(positions, position, endOf(position, request.until, dayInVietnam(tx.now)));
  record(tx, {
    type: 'position-ended',
    subjectPositionId: position.id,
    subjectPersonId: position.personId,
    roles: position.roles,
  });
  return ended;
}

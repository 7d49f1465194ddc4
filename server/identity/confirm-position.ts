import { record } from '../audit/record.ts';
import { notFound } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { assertMayConfirm, type Position } from './position.ts';
import { positions } from './store.ts';

/** Agrees, as a second administrator, to a position that another one gave; its rights begin with its first day, at the earliest now. */
export async function confirmPosition(tx: Transaction, positionId: string): Promise<Position> {
  const position = await tx.load(positions, positionId);
  if (position.agencyId !== tx.actor.agencyId) throw notFound();
  assertMayConfirm(position, tx.actor);
  record(tx, {
    type: 'position-confirmed',
    subjectPositionId: position.id,
    subjectPersonId: position.personId,
    roles: position.roles,
  });
  return tx.change(positions, position, { proposedBy: undefined });
}

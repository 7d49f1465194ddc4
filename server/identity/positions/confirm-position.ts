import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSeen, type Seen } from '../correction.ts';
import { positions } from '../store.ts';
import { assertMayConfirm, type Position } from './position.ts';

/**
 * Agrees, as a second administrator, to what another one asked of a position: that it begins – its rights do with its first day, at the
 * earliest now –, or how it is to be called. Refuses when that is no longer what was shown.
 */
export async function confirmPosition(
  tx: Transaction,
  { positionId, version }: Seen & { readonly positionId: string },
): Promise<Position> {
  const position = await tx.load(positions, positionId);
  if (position.agencyId !== tx.actor.agencyId) throw notFound();
  assertMayConfirm(position, tx.actor);
  demandSeen(position, { version });
  record(tx, {
    type: 'position-confirmed',
    subjectPositionId: position.id,
    subjectPersonId: position.personId,
    roles: position.roles,
  });
  if (!position.correction) return tx.change(positions, position, { proposedBy: undefined });
  const { unitId, title, capacity } = position.correction;
  return tx.change(positions, position, { unitId, title, capacity, correction: undefined });
}

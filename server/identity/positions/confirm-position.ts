import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSeen, type Seen } from '../seen.ts';
import { positions } from '../store.ts';
import { describedInWords } from './described-in-words.ts';
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
  const { correction, personId, roles } = position;
  const about = { subjectPositionId: position.id, subjectPersonId: personId, roles };
  if (!correction) {
    record(tx, { type: 'position-confirmed', ...about });
    return tx.change(positions, position, { proposedBy: undefined });
  }
  const changed = correctedBetween(await describedInWords(tx, position), await describedInWords(tx, correction));
  record(tx, { type: 'position-confirmed', ...about, changed });
  const { unitId, title, capacity } = correction;
  return tx.change(positions, position, { unitId, title, capacity, correction: undefined });
}

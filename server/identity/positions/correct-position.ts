import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSeen, type Seen } from '../seen.ts';
import { positions, units } from '../store.ts';
import { describedInWords } from './described-in-words.ts';
import { type Described, needsSecondPerson, type Position } from './position.ts';

/** What a position is called from now on, where it stands, and why. Other roles or days are another position. */
export interface PositionCorrection extends Described, Seen {
  readonly positionId: string;
  readonly reason: string;
}

/**
 * Sets right title, unit or the lines above the name on documents. Where the roles take two people a second administrator must agree, since
 * these lines stand on what is signed; meanwhile nothing changes. One that is not in force yet waits anew for somebody else.
 */
export async function correctPosition(
  tx: Transaction,
  { positionId, reason, version, ...given }: PositionCorrection,
): Promise<Position> {
  const position = await tx.load(positions, positionId);
  const { actor } = tx;
  if (position.agencyId !== actor.agencyId) throw notFound();
  demandSeen(position, { version });
  if (position.ended) throw new DomainError('conflict', 'position-ended', 'This position has ended already');
  if (given.unitId !== null && (await tx.load(units, given.unitId)).agencyId !== actor.agencyId) throw notFound();
  const { roles } = position;
  const changed = correctedBetween(await describedInWords(tx, position), await describedInWords(tx, given));
  const about = { subjectPositionId: position.id, subjectPersonId: position.personId, roles, changed, reason };
  const takesTwo = needsSecondPerson(roles) && !actor.roles.includes('system');
  if (takesTwo && !position.proposedBy) {
    record(tx, { type: 'position-correction-asked', ...about });
    return tx.change(positions, position, { correction: { ...given, proposedBy: actor.personId } });
  }
  record(tx, { type: 'position-corrected', ...about });
  return tx.change(positions, position, {
    ...given,
    correction: undefined,
    ...(takesTwo ? { proposedBy: actor.personId } : {}),
  });
}

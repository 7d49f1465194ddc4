import type { Right } from '../platform/api/contract.ts';
import { DomainError } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { type Officeholder, positionInForce } from '../registry/outgoing/position-in-force.ts';

/** The position a directive names; refuses one that takes no part in the agency today, pointing at `pointer` of the request. */
export async function namedPosition(
  tx: Transaction,
  positionId: string,
  right: Right,
  pointer: string,
): Promise<Officeholder> {
  const holder = await positionInForce(tx, positionId, right);
  if (holder) return holder;
  throw new DomainError('invalid', 'unknown-position', 'This position takes no such part in the agency today', {
    fields: [{ pointer, code: 'unknown-position', detail: 'takes no such part in the agency today' }],
  });
}

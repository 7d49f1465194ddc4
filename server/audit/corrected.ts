import { DomainError } from '../platform/errors.ts';
import { type Corrected, differencesBetween } from './differences.ts';

/** The fields whose text a correction changes. Refuses one that changes nothing: a reason without a change would be a trace of nothing. */
export function correctedBetween<F extends string>(
  before: Readonly<Record<F, string>>,
  after: Readonly<Record<F, string>>,
): Corrected<F>[] {
  const corrected = differencesBetween(before, after);
  if (corrected.length > 0) return corrected;
  throw new DomainError('invalid', 'nothing-to-correct', 'Everything stands as it is corrected to already');
}

import { DomainError } from '../platform/errors.ts';

/** What a correction changes of one field, as people read it; the empty text where nothing stands or stood. */
export interface Corrected<F extends string = string> {
  readonly field: F;
  readonly before: string;
  readonly after: string;
}

/** The fields whose text a correction changes. Refuses one that changes nothing: a reason without a change would be a trace of nothing. */
export function correctedBetween<F extends string>(
  before: Readonly<Record<F, string>>,
  after: Readonly<Record<F, string>>,
): Corrected<F>[] {
  const fields = Object.keys(before) as F[];
  const corrected = fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }));
  if (corrected.length > 0) return corrected;
  throw new DomainError('invalid', 'nothing-to-correct', 'Everything stands as it is corrected to already');
}

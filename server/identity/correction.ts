import { DomainError } from '../platform/errors.ts';

/** The names of the fields that a correction changes, for the log; refuses a correction that changes nothing. */
export function changedFields<F extends object>(before: F, after: F): string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(was.get(name)) !== JSON.stringify(value),
  );
  if (changed.length === 0)
    throw new DomainError('conflict', 'nothing-changed', 'All of it stands there as it was given');
  return changed.map(([name]) => name);
}

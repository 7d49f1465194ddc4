import type { Row } from '../platform/database/store.ts';
import { DomainError } from '../platform/errors.ts';

/** The version an administrator saw of what they set right or agree to. */
export interface Seen {
  readonly version: number;
}

/** Refuses to write over, or to agree to, what another administrator changed since it was shown. */
export function demandSeen(row: Row, { version }: Seen): void {
  if (row.version === version) return;
  throw new DomainError('stale', 'stale', 'Somebody changed it since it was shown', {
    extra: { version: row.version },
  });
}

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

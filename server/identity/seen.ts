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

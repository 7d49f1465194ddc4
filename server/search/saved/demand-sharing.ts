import { isGranted } from '../../identity/grants-in-use.ts';
import type { Actor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';

/** Refuses what concerns searches of the whole agency to those who are not granted `search.share`. */
export function demandSharing({ roles }: Actor): void {
  if (isGranted(roles, 'search.share')) return;
  throw new DomainError('not-permitted', 'not-permitted', 'Your position does not grant this');
}

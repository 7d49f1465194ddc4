import { createHash } from 'node:crypto';
import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';

/** What holds for the whole deployment; the one row has the id `deployment`. */
export interface Deployment extends Row {
  /** Made by the seeding: invented agencies, published password. Production refuses such a store. */
  readonly demo: boolean;
  readonly demoPassword: string | null;
}

/** The one-time link by which the first administrator of a production deployment comes in; its id is the token's hash. */
export interface FirstAdministratorLink extends Row {
  readonly expiresAt: Date;
  readonly used: boolean;
}

/** A token as it is stored: a dump of the database lets nobody in. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Refuses a link that is unknown (400), or was used or has ended (410). */
export function assertUsable(link: FirstAdministratorLink | undefined, now: Date): asserts link {
  if (!link) throw new DomainError('malformed', 'link-unknown', 'This link is not one of this deployment');
  if (link.used) throw new DomainError('gone', 'link-used', 'This link was used; an administrator exists');
  if (link.expiresAt <= now) throw new DomainError('gone', 'link-ended', 'This link has ended; make a new one');
}

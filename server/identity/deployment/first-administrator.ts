import { randomBytes } from 'node:crypto';
import { DEPLOYMENT } from '../../audit/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { createAgency, type NewAgency } from '../agencies/create-agency.ts';
import { identityPages } from '../pages.ts';
import { createPerson } from '../people/create-person.ts';
import type { Person } from '../people/person.ts';
import { createPosition } from '../positions/create-position.ts';
import type { Position } from '../positions/position.ts';
import { firstAdministratorLinks, positions } from '../store.ts';
import { assertUsable, tokenHash } from './deployment.ts';

const LINK_HOURS = 24;

/** Whether nobody can administer this deployment yet. */
export async function needsFirstAdministrator(): Promise<boolean> {
  return (await readOne(positions, { roles: 'administrator', ended: false })) === undefined;
}

/**
 * The one-time link for the first administrator, for 24 hours; `undefined` once there is one. The token stands after
 * the `#`, so that it reaches no log on the way.
 */
export async function firstAdministratorLink(publicUrl: URL): Promise<string | undefined> {
  if (!(await needsFirstAdministrator())) return undefined;
  const token = randomBytes(32).toString('base64url');
  await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
    const expiresAt = new Date(tx.now.getTime() + LINK_HOURS * 3600 * 1000);
    tx.insert(firstAdministratorLinks, { id: tokenHash(token), expiresAt, used: false });
  });
  return new URL(`${identityPages.firstAdministratorLink}#${token}`, publicUrl).href;
}

/**
 * Lets nobody go further, before anything costly is done for them, who has no usable link (400, 410), or comes to a deployment that has an
 * administrator (410).
 */
export async function requireFirstAdministratorLink(token: string): Promise<void> {
  if (!(await needsFirstAdministrator())) throw administratorExists();
  assertUsable(await readOne(firstAdministratorLinks, { _id: tokenHash(token) }), currentTime());
}

function administratorExists(): DomainError {
  return new DomainError('gone', 'administrator-exists', 'This deployment has an administrator');
}

/** What the first administrator gives; the password comes hashed. */
export interface FirstAdministrator {
  readonly token: string;
  readonly username: string;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly agency: NewAgency;
}

/** Creates the first agency with its administrator; the link is used up by the same act, and all other links with it. */
export async function createFirstAdministrator(
  tx: Transaction,
  { token, username, fullName, passwordHash, agency: fields }: FirstAdministrator,
): Promise<{ readonly person: Person; readonly position: Position }> {
  const link = await tx.find(firstAdministratorLinks, { id: tokenHash(token) });
  assertUsable(link, tx.now);
  if (await tx.find(positions, { roles: 'administrator', ended: false })) throw administratorExists();
  for (const open of await tx.list(firstAdministratorLinks, { used: false })) {
    tx.change(firstAdministratorLinks, open, { used: true });
  }
  const agency = await createAgency(tx, fields);
  const person = await createPerson(tx, {
    agencyId: agency.id,
    username,
    fullName,
    phone: null,
    email: null,
    passwordHash,
    mustChangePassword: false,
  });
  const position = await createPosition(tx, {
    agencyId: agency.id,
    personId: person.id,
    unitId: null,
    title: 'Quản trị hệ thống',
    capacity: [],
    roles: ['administrator'],
    from: dayInVietnam(tx.now),
    until: null,
  });
  return { person, position };
}

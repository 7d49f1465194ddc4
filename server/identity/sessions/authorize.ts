import type { Request } from 'express';
import type { Actor } from '../../platform/actor.ts';
import type { PersonalPermission } from '../../platform/api/contract.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readById } from '../../platform/database/rows-by-id.ts';
import { DomainError } from '../../platform/errors.ts';
import { isGranted } from '../grants-in-use.ts';
import type { Person } from '../people/person.ts';
import { isInForce, type Position } from '../positions/position.ts';
import { positions } from '../store.ts';
import { believed, demandNamed, notSignedIn, reloadSession, signedIn } from './session.ts';

const actors = new WeakMap<Request, Actor>();

/**
 * The actor of a request, from what holds now: 401 without a live session or a position in force, 403 when the position's roles do
 * not grant the permission or a start password was not changed yet, 409 when it is made for another position than the session is in.
 * What needs a session only is done in no position too, and with a start password.
 */
export async function authorize(request: Request, permission: PersonalPermission): Promise<Actor> {
  const session = await signedIn(request);
  if (!session) throw notSignedIn();
  // Asking who one is now is how a page that was left behind learns it.
  if (permission !== 'session' || request.method !== 'GET') demandNamed(request, session);
  const position = await positionInForce(session.person.id, session.positionId);
  if (permission === 'session') {
    const own = position ? actorIn(session.person, position) : actorOnOwnAccount(session.person);
    actors.set(request, own);
    return own;
  }
  if (!position) throw new DomainError('unauthenticated', 'choose-position', 'Choose the position to act in');
  const actor = actorIn(session.person, position);
  actors.set(request, actor);
  if (session.person.mustChangePassword) {
    throw new DomainError('not-permitted', 'password-must-change', 'Change the start password first');
  }
  if (permission !== 'signed-in' && !isGranted(actor.roles, permission)) {
    throw new DomainError('not-permitted', 'not-permitted', 'Your position does not grant this');
  }
  return actor;
}

/** Whether an open event stream may go on: its session still exists and its position is in force: what was revoked ends now, not with the next page. */
export async function stillSignedIn(request: Request): Promise<boolean> {
  if (!(await reloadSession(request))) return false;
  const session = await signedIn(request);
  return session !== undefined && (await positionInForce(session.person.id, session.positionId)) !== undefined;
}

/** The actor found for this request so far, for the log of refusals. */
export function actorOf(request: Request): Actor | undefined {
  return actors.get(request);
}

/** The person's position of this id, if it carries its rights today. */
export async function positionInForce(personId: string, positionId: string | null): Promise<Position | undefined> {
  if (positionId === null) return undefined;
  const position = await believed(readById(positions, positionId));
  return position?.personId === personId && isInForce(position, dayInVietnam(currentTime())) ? position : undefined;
}

/** A person acting in one of their positions. */
export function actorIn(person: Person, position: Position): Actor {
  return {
    personId: person.id,
    positionId: position.id,
    agencyId: position.agencyId,
    unitId: position.unitId ?? undefined,
    roles: position.roles,
    name: person.fullName,
    title: position.title,
  };
}

/** A person acting on their own account, in no position: the acts fall to the agency that keeps the account. */
export function actorOnOwnAccount(person: Person): Actor {
  return { personId: person.id, positionId: 'none', agencyId: person.agencyId, roles: [], name: person.fullName };
}

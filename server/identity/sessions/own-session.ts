import type { Request } from 'express';
import type { Actor } from '../../platform/actor.ts';
import type { Person } from '../people/person.ts';
import type { Position } from '../positions/position.ts';
import { actorIn, actorOnOwnAccount, positionInForce } from './authorize.ts';
import { notSignedIn, signedIn } from './session.ts';

/** Who is signed in here; refuses with 401. For the endpoints of one's own session, which need no position. */
export async function whoIs(
  request: Request,
): Promise<{ readonly person: Person; readonly positionId: string | null }> {
  const session = await signedIn(request);
  if (!session) throw notSignedIn();
  return session;
}

/** The signed-in person as actor: in the chosen position, else on their own account. */
export async function ownActor(request: Request): Promise<Actor> {
  const { person, positionId } = await whoIs(request);
  return actorFor(request, person, await positionInForce(person.id, positionId));
}

/** A person as actor of this request. */
export function actorFor(request: Request, person: Person, position: Position | undefined): Actor {
  const who = position ? actorIn(person, position) : actorOnOwnAccount(person);
  return { ...who, request: originOf(request) };
}

/** The id of this request, for what its acts leave in the log. */
export function originOf(request: Request): { readonly requestId: string } {
  return { requestId: String(request.res?.locals.requestId) };
}

import type { Request, Response } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import { recordSoon } from '../../audit/record.ts';
import { DEPLOYMENT } from '../../audit/store.ts';
import { type Actor, systemActor } from '../../platform/actor.ts';
import { forgetTries, giveBackTry, takeTry } from '../../platform/api/rate-limits.ts';
import { readOne } from '../../platform/database/store.ts';
import { clientNetwork } from '../../platform/edge/client-network.ts';
import { DomainError } from '../../platform/errors.ts';
import { tokenHash } from '../deployment/deployment.ts';
import { inHashingLane, isRight } from '../people/password.ts';
import type { Person } from '../people/person.ts';
import { people } from '../store.ts';
import { originOf } from './own-session.ts';
import { countedForPerson, countedForSignIn } from './throttle.ts';

declare global {
  namespace Express {
    /** What a passport strategy finds out; everything else is looked up. */
    interface User {
      readonly personId: string;
    }
  }
}

const authenticator = new passport.Passport();

authenticator.use(
  new Strategy({ passReqToCallback: true }, (request, username, password, done) => {
    findPerson(request, username, password).then(
      (person) => done(null, person ? { personId: person.id } : false),
      (error: unknown) => done(error),
    );
  }),
);

/** Checks user name and password; 401 in the same words whatever was wrong, 429 after too many wrong tries. */
export async function authenticate(request: Request, response: Response): Promise<Person> {
  const user = await new Promise<Express.User | undefined>((resolve, reject) => {
    const settle = (error: unknown, found?: Express.User | false | null) =>
      error ? reject(error) : resolve(found || undefined);
    authenticator.authenticate('local', { session: false }, settle)(request, response, reject);
  });
  const person = user && (await readOne(people, { _id: user.personId }));
  if (!person) throw new DomainError('unauthenticated', 'sign-in-failed', 'User name or password is not right');
  return person;
}

async function findPerson(request: Request, given: string, password: string): Promise<Person | undefined> {
  const username = given.trim().toLowerCase();
  const usernameHash = tokenHash(username);
  const { account, network } = countedForSignIn(usernameHash, clientNetwork(request));
  const found = await readOne(people, { username });
  const right = await inHashingLane(async () => {
    await takeTry(account);
    await takeTry(network);
    const isTheirs = await isRight(found?.passwordHash, password);
    if (isTheirs && !found?.disabled) await Promise.all([forgetTries(account), giveBackTry(network)]);
    return isTheirs;
  });
  if (right && found && !found.disabled) return found;
  // Who the name belongs to decides nothing here, so that the time taken tells nothing either.
  const deployment = { ...systemActor(DEPLOYMENT), request: originOf(request) };
  await recordSoon(deployment, { type: 'sign-in-refused', usernameHash });
  return undefined;
}

/**
 * Asks the person at the screen for their password again, before numbering and sealing, so that a desk left open seals nothing. Refuses with
 * `reauthentication-failed`, and with 429 after too many wrong tries.
 */
export async function reauthenticate(actor: Actor, password: string): Promise<void> {
  const person = await readOne(people, { _id: actor.personId });
  const tries = countedForPerson(actor.personId);
  const right = await inHashingLane(async () => {
    await takeTry(tries);
    const isTheirs = await isRight(person?.passwordHash, password);
    if (isTheirs) await forgetTries(tries);
    return isTheirs;
  });
  if (right) return;
  throw new DomainError('not-permitted', 'reauthentication-failed', 'This is not your password');
}

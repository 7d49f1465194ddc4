import { recordSoon } from '../audit/record.ts';
import { DEPLOYMENT } from '../audit/store.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { clientNetwork } from '../platform/edge/client-network.ts';
import { DomainError, notFound } from '../platform/errors.ts';
import { type Route, routes } from '../platform/http.ts';
import { takeTry } from '../platform/rate-limits.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { positionInForce } from './authorize.ts';
import { disablePerson, enablePerson, resetPassword } from './change-account.ts';
import { identityContract, type PersonView, type PositionView } from './contract.ts';
import { createAgency } from './create-agency.ts';
import { createPerson } from './create-person.ts';
import { createPosition } from './create-position.ts';
import { createUnit } from './create-unit.ts';
import { endPosition } from './end-position.ts';
import {
  createFirstAdministrator,
  needsFirstAdministrator,
  requireFirstAdministratorLink,
} from './first-administrator.ts';
import { changePassword, setSignatureImage, signOutEverywhere } from './own-account.ts';
import { actorFor, originOf, ownActor, whoIs } from './own-session.ts';
import { hashPassword } from './password.ts';
import { assertGoodPassword } from './person.ts';
import type { Position } from './position.ts';
import {
  agencyViewOf,
  demoAccounts,
  deploymentSettings,
  listAgencies,
  listPeople,
  listPositions,
  listUnits,
  personViewsOf,
  positionsToChoose,
  positionViewsOf,
  sessionViewOf,
} from './queries.ts';
import { endSession, signedIn, startSession } from './session.ts';
import { authenticate, reauthenticate } from './sign-in.ts';
import { startPasswordFor } from './start-password.ts';
import { people } from './store.ts';
import { countedForFirstAdministrator } from './throttle.ts';

/**
 * Identity by HTTP. `secret` is what start passwords are derived from when a request is repeated; `recheck` is told whose sessions
 * or rights just changed, so that open event streams end at once.
 */
export function identityRoutes(
  secret: string,
  recheck: (personId: string) => Promise<void> = async () => undefined,
): Route[] {
  return routes(identityContract, {
    signIn: async ({ body }, _actor, { request, response }) => {
      request.body = body;
      const person = await authenticate(request, response);
      const choices = await positionsToChoose(person.id);
      const position = choices.length === 1 ? choices[0] : undefined;
      await startSession(request, person, position?.id ?? null);
      await recordSoon(actorFor(request, person, position), { type: 'signed-in' });
      return await sessionViewOf(person, position?.id ?? null);
    },

    whoAmI: async (_checked, _actor, { request }) => {
      const { person, positionId } = await whoIs(request);
      return await sessionViewOf(person, positionId);
    },

    signOut: async (_checked, _actor, { request }) => {
      const session = await signedIn(request);
      if (session) await recordSoon(await ownActor(request), { type: 'signed-out' });
      await endSession(request);
      if (session) await recheck(session.person.id);
      return null;
    },

    choosePosition: async ({ body }, _actor, { request }) => {
      const { person } = await whoIs(request);
      const position = await positionInForce(person.id, body.positionId);
      if (!position) throw notFound();
      await startSession(request, person, position.id);
      await recheck(person.id);
      await recordSoon(actorFor(request, person, position), { type: 'position-chosen' });
      return await sessionViewOf(person, position.id);
    },

    signOutEverywhere: async (_checked, _actor, { request }) => {
      const actor = await ownActor(request);
      await inTransaction(actor, signOutEverywhere);
      await endSession(request);
      await recheck(actor.personId);
      return null;
    },

    changePassword: async ({ body }, _actor, { request }) => {
      const { person, positionId } = await whoIs(request);
      const actor = await ownActor(request);
      await reauthenticate(actor, body.current);
      assertGoodPassword(body.next, person.username);
      if (body.next === body.current)
        throw new DomainError('invalid', 'same-password', 'This is the password you have');
      const passwordHash = await hashPassword(body.next);
      const changed = await inTransaction(actor, (tx) => changePassword(tx, passwordHash));
      await startSession(request, changed, positionId);
      await recheck(person.id);
      return null;
    },

    signInOptions: async () => {
      const { demo, demoPassword } = await deploymentSettings();
      return {
        demo,
        needsFirstAdministrator: await needsFirstAdministrator(),
        password: demo ? demoPassword : null,
        accounts: await demoAccounts(),
      };
    },

    createFirstAdministrator: async ({ body }, _actor, { request }) => {
      const { password, ...fields } = body;
      await takeTry(countedForFirstAdministrator(clientNetwork(request)));
      await requireFirstAdministratorLink(fields.token);
      assertGoodPassword(password, fields.username);
      const passwordHash = await hashPassword(password);
      const deployment = { ...systemActor(DEPLOYMENT), request: originOf(request) };
      const { person, position } = await inTransaction(deployment, (tx) =>
        createFirstAdministrator(tx, { ...fields, passwordHash }),
      );
      await startSession(request, person, position.id);
      return await sessionViewOf(person, position.id);
    },

    listAgencies: ({ query }) => listAgencies(query.q),
    createAgency: async ({ body }, actor) => agencyViewOf(await inTransaction(actor, (tx) => createAgency(tx, body))),
    listUnits: (_checked, actor) => listUnits(actor.agencyId),
    createUnit: ({ body }, actor) => inTransaction(actor, (tx) => createUnit(tx, body)),
    listPositions: (_checked, actor) => listPositions(actor.agencyId),
    listPeople: (_checked, actor) => listPeople(actor.agencyId),

    createPerson: async ({ body }, actor) => {
      const password = startPasswordFor(actor, secret);
      const passwordHash = await hashPassword(password);
      const account = { ...body, passwordHash, mustChangePassword: true };
      const id = await inTransaction(actor, async (tx) => (await createPerson(tx, account)).id);
      return { person: await personView(actor, id), startPassword: password };
    },

    createPosition: async ({ params, body }, actor) =>
      await positionView(await inTransaction(actor, (tx) => createPosition(tx, { ...params, ...body }))),

    endPosition: async ({ params, body }, actor) => {
      const ended = await inTransaction(actor, (tx) => endPosition(tx, { ...params, ...body }));
      await recheck(ended.personId);
      return await positionView(ended);
    },

    disablePerson: async ({ params, body }, actor) => {
      await inTransaction(actor, async (tx) => (await disablePerson(tx, { ...params, ...body })).id);
      await recheck(params.personId);
      return await personView(actor, params.personId);
    },

    enablePerson: async ({ params, body }, actor) => {
      await inTransaction(actor, async (tx) => (await enablePerson(tx, { ...params, ...body })).id);
      return await personView(actor, params.personId);
    },

    resetPassword: async ({ params, body }, actor) => {
      const password = startPasswordFor(actor, secret);
      const passwordHash = await hashPassword(password);
      await inTransaction(actor, async (tx) => (await resetPassword(tx, { ...params, ...body, passwordHash })).id);
      await recheck(params.personId);
      return { startPassword: password };
    },

    setSignatureImage: async ({ body }, actor) => {
      await inTransaction(actor, (tx) => setSignatureImage(tx, body.uploadId));
      return null;
    },
  });
}

async function personView({ agencyId }: Actor, personId: string): Promise<PersonView> {
  const person = await readOne(people, { _id: personId, agencyId });
  const [view] = person ? await personViewsOf([person]) : [];
  if (!view) throw notFound();
  return view;
}

async function positionView(position: Position): Promise<PositionView> {
  const [view] = await positionViewsOf([position]);
  if (!view) throw notFound();
  return view;
}

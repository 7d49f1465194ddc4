import { recordSoon } from '../audit/record.ts';
import { DEPLOYMENT } from '../audit/store.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { type Route, routes } from '../platform/api/http.ts';
import { takeTry } from '../platform/api/rate-limits.ts';
import { clientNetwork } from '../platform/edge/client-network.ts';
import { DomainError, notFound } from '../platform/errors.ts';
import { unlessAnswered } from '../platform/ledger/idempotency.ts';
import { requestedAct } from '../platform/ledger/requested-act.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { administeringFor, agenciesToSetUp } from './agencies/administering-for.ts';
import { correctAgency } from './agencies/correct-agency.ts';
import { createAgency } from './agencies/create-agency.ts';
import { identityContract, type PersonView, type PositionView } from './contract.ts';
import {
  createFirstAdministrator,
  needsFirstAdministrator,
  requireFirstAdministratorLink,
} from './deployment/first-administrator.ts';
import { disablePerson, enablePerson, resetPassword } from './people/change-account.ts';
import { confirmName } from './people/confirm-name.ts';
import { correctPerson } from './people/correct-person.ts';
import { createPerson } from './people/create-person.ts';
import { changePassword, lookAtSignatureImage, setSignatureImage, signOutEverywhere } from './people/own-account.ts';
import { hashPassword } from './people/password.ts';
import { assertGoodPassword, type Person } from './people/person.ts';
import { startPasswordFor } from './people/start-password.ts';
import { confirmPosition } from './positions/confirm-position.ts';
import { correctPosition } from './positions/correct-position.ts';
import { createPosition } from './positions/create-position.ts';
import { endPosition } from './positions/end-position.ts';
import type { Position } from './positions/position.ts';
import {
  agencyViewOf,
  demoAccounts,
  deploymentSettings,
  listAgencies,
  listPeople,
  listPositions,
  listUnits,
  personAfter,
  positionAfter,
  positionsToChoose,
  sessionViewOf,
} from './queries.ts';
import { positionInForce } from './sessions/authorize.ts';
import { actorFor, originOf, ownActor, whoIs } from './sessions/own-session.ts';
import { demandNamed, endSession, requireSecure, signedIn, startSession } from './sessions/session.ts';
import { authenticate, reauthenticate } from './sessions/sign-in.ts';
import { countedForFirstAdministrator } from './sessions/throttle.ts';
import { correctUnit } from './units/correct-unit.ts';
import { createUnit } from './units/create-unit.ts';

/**
 * Identity by HTTP. `secret` is what start passwords are derived from when a request is repeated; `recheck` is told whose sessions
 * or rights just changed, so that open event streams end at once; `requireImage` refuses a stored picture that no signature could show.
 */
export function identityRoutes(
  secret: string,
  recheck: (personId: string) => Promise<void>,
  requireImage: (sha256: string) => Promise<void>,
): Route[] {
  return routes(identityContract, {
    signIn: async ({ body }, _actor, { request, response }) => {
      requireSecure(request);
      request.body = body;
      const before = request.session.personId;
      const person = await authenticate(request, response);
      const choices = await positionsToChoose(person.id);
      const position = choices.length === 1 ? choices[0] : undefined;
      await startSession(request, person, position?.id ?? null);
      if (before !== undefined) await recheck(before);
      await recordSoon(actorFor(request, person, position), { type: 'signed-in' });
      return await sessionViewOf(person, position?.id ?? null);
    },

    whoAmI: async (_checked, _actor, { request }) => {
      const { person, positionId } = await whoIs(request);
      return await sessionViewOf(person, positionId);
    },

    signOut: async (_checked, _actor, { request }) => {
      const session = await signedIn(request);
      if (session) demandNamed(request, session);
      if (session) await recordSoon(await ownActor(request), { type: 'signed-out' });
      await endSession(request);
      if (session) await recheck(session.person.id);
      return null;
    },

    choosePosition: async ({ body }, _actor, { request }) => {
      const { person } = await whoIs(request);
      const position = await positionInForce(person.id, body.positionId);
      if (!position) throw notFound();
      await startSession(request, person, position.id, request.session.startedAt);
      await recheck(person.id);
      await recordSoon(actorFor(request, person, position), { type: 'position-chosen' });
      return await sessionViewOf(person, position.id);
    },

    signOutEverywhere: async (_checked, actor, { request }) => {
      await requestedAct(actor, signOutEverywhere);
      await endSession(request);
      await recheck(actor.personId);
      return null;
    },

    changePassword: async ({ body }, actor, { request }) => {
      const { person, positionId } = await whoIs(request);
      await reauthenticate(actor, body.current);
      assertGoodPassword(body.next, person.username);
      if (body.next === body.current)
        throw new DomainError('invalid', 'same-password', 'This is the password you have');
      const passwordHash = await hashPassword(body.next);
      const changed = await requestedAct(actor, (tx) => changePassword(tx, passwordHash));
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
      requireSecure(request);
      await takeTry(countedForFirstAdministrator(clientNetwork(request)));
      await requireFirstAdministratorLink(fields.token);
      assertGoodPassword(password, fields.username);
      const passwordHash = await hashPassword(password);
      const deployment = { ...systemActor(DEPLOYMENT), request: originOf(request) };
      const { person, position } = await requestedAct(deployment, (tx) =>
        createFirstAdministrator(tx, { ...fields, passwordHash }),
      );
      await startSession(request, person, position.id);
      return await sessionViewOf(person, position.id);
    },

    listAgencies: ({ query }) => listAgencies(query.q),
    createAgency: ({ body }, actor) => requestedAct(actor, async (tx) => agencyViewOf(await createAgency(tx, body))),
    correctAgency: async ({ params, body }, actor) =>
      requestedAct(await administeringFor(actor, params.agencyId), async (tx) =>
        agencyViewOf(await correctAgency(tx, { ...params, ...body })),
      ),
    listAgenciesToSetUp: async (_checked, actor) => (await agenciesToSetUp(actor)).map((agencyId) => ({ agencyId })),
    listUnits: async ({ query }, actor) => listUnits((await administeringFor(actor, query?.agencyId)).agencyId),
    createUnit: async ({ query, body }, actor) =>
      requestedAct(await administeringFor(actor, query?.agencyId), (tx) => createUnit(tx, body)),
    correctUnit: async ({ params, query, body }, actor) =>
      requestedAct(await administeringFor(actor, query?.agencyId), (tx) => correctUnit(tx, { ...params, ...body })),
    listPositions: (_checked, actor) => listPositions(actor.agencyId),
    listPeople: async ({ query }, actor) => listPeople((await administeringFor(actor, query?.agencyId)).agencyId),

    createPerson: async ({ query, body }, actor) => {
      const acting = await administeringFor(actor, query?.agencyId);
      const startPassword = startPasswordFor(acting, secret);
      const person = await unlessAnswered(acting, async () => {
        const account = { ...body, passwordHash: await hashPassword(startPassword), mustChangePassword: true };
        return await actOnPerson(acting, (tx) => createPerson(tx, account));
      });
      return { person, startPassword };
    },

    correctPerson: async ({ params, query, body }, actor) =>
      actOnPerson(await administeringFor(actor, query?.agencyId), (tx) => correctPerson(tx, { ...params, ...body })),

    confirmName: async ({ params, query, body }, actor) =>
      actOnPerson(await administeringFor(actor, query?.agencyId), (tx) => confirmName(tx, { ...params, ...body })),

    createPosition: async ({ params, query, body }, actor) =>
      actOnPosition(await administeringFor(actor, query?.agencyId), (tx) => createPosition(tx, { ...params, ...body })),

    correctPosition: async ({ params, query, body }, actor) =>
      actOnPosition(await administeringFor(actor, query?.agencyId), (tx) =>
        correctPosition(tx, { ...params, ...body }),
      ),

    confirmPosition: async ({ params, query, body }, actor) => {
      const acting = await administeringFor(actor, query?.agencyId);
      const confirmed = await actOnPosition(acting, (tx) => confirmPosition(tx, { ...params, ...body }));
      await recheck(confirmed.personId);
      return confirmed;
    },

    endPosition: async ({ params, query, body }, actor) => {
      const acting = await administeringFor(actor, query?.agencyId);
      const ended = await actOnPosition(acting, (tx) => endPosition(tx, { ...params, ...body }));
      await recheck(ended.personId);
      return ended;
    },

    disablePerson: async ({ params, query, body }, actor) => {
      const acting = await administeringFor(actor, query?.agencyId);
      const person = await actOnPerson(acting, (tx) => disablePerson(tx, { ...params, ...body }));
      await recheck(params.personId);
      return person;
    },

    enablePerson: async ({ params, query, body }, actor) =>
      actOnPerson(await administeringFor(actor, query?.agencyId), (tx) => enablePerson(tx, { ...params, ...body })),

    resetPassword: async ({ params, query, body }, actor) => {
      const acting = await administeringFor(actor, query?.agencyId);
      const startPassword = startPasswordFor(acting, secret);
      await unlessAnswered(acting, async () => {
        const request = { ...params, ...body, passwordHash: await hashPassword(startPassword) };
        return await requestedAct(acting, async (tx) => (await resetPassword(tx, request)).id);
      });
      await recheck(params.personId);
      return { startPassword };
    },

    setSignatureImage: async ({ body }, actor) => {
      await lookAtSignatureImage(actor, body.uploadId, requireImage);
      await requestedAct(actor, (tx) => setSignatureImage(tx, body.uploadId));
      return null;
    },
  });
}

/** Runs an act on an account and shows what became of it. */
function actOnPerson(actor: Actor, run: (tx: Transaction) => Promise<Person>): Promise<PersonView> {
  return requestedAct(actor, async (tx) => personAfter(tx, await run(tx)));
}

/** Runs an act on a position and shows what became of it. */
function actOnPosition(actor: Actor, run: (tx: Transaction) => Promise<Position>): Promise<PositionView> {
  return requestedAct(actor, async (tx) => positionAfter(tx, await run(tx)));
}

import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { hash } from '@node-rs/argon2';
import type { RequestHandler } from 'express';
import supertest from 'supertest';
import { auditContract } from '../../server/audit/contract.ts';
import type { AuditEvent } from '../../server/audit/event.ts';
import { ledgerKeyOf, useLedgerKey } from '../../server/audit/keys/ledger-key.ts';
import { auditTrail } from '../../server/audit/record.ts';
import { Refusals } from '../../server/audit/refusals.ts';
import { noteBrokenSeal } from '../../server/audit/renewal/broken-seals.ts';
import { auditRoutes } from '../../server/audit/routes.ts';
import { type AuditEntry, auditEntries } from '../../server/audit/store.ts';
import { allDues, allGrants } from '../../server/capabilities.ts';
import type { Agency } from '../../server/identity/agencies/agency.ts';
import { createAgency, type NewAgency } from '../../server/identity/agencies/create-agency.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { useGrants } from '../../server/identity/grants-in-use.ts';
import { nameSubjects } from '../../server/identity/name-subjects.ts';
import { createPerson } from '../../server/identity/people/create-person.ts';
import type { Person } from '../../server/identity/people/person.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import type { Position } from '../../server/identity/positions/position.ts';
import { identityRoutes } from '../../server/identity/routes.ts';
import { actorIn, actorOf, authorize } from '../../server/identity/sessions/authorize.ts';
import { type SessionOptions, sessionMiddleware } from '../../server/identity/sessions/session.ts';
import { seesWholeAgency } from '../../server/identity/visibility.ts';
import { type Actor, type Role, systemActor } from '../../server/platform/actor.ts';
import type { Contract, Right } from '../../server/platform/api/contract.ts';
import type { Edge, Route } from '../../server/platform/api/http.ts';
import { useRowSeal } from '../../server/platform/database/row-seal.ts';
import { type Row, readAll, type Store } from '../../server/platform/database/store.ts';
import { createApp } from '../../server/platform/edge/app.ts';
import { listen, type Patience, portOf, stopListening } from '../../server/platform/edge/listen.ts';
import { Metrics } from '../../server/platform/edge/metrics.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { newId } from '../../server/platform/ids.ts';
import { Ledger } from '../../server/platform/ledger/ledger.ts';
import { inTransaction, type Participant, type Patch, useLedger } from '../../server/platform/ledger/transaction.ts';
import { authorizePartner } from '../../server/platform/partners/partners-in-use.ts';
import { useDues } from '../../server/statistics/due-in-use.ts';

/** The password of every person the builders make. */
export const testPassword = 'sao-mai-thang-bay';
let hashed: Promise<string> | undefined;

/** Its hash, which costs little to compare with: a run signs in some hundred times. */
export async function testPasswordHash(): Promise<string> {
  hashed ??= hash(testPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  return await hashed;
}

let lastNumber = 0;

/** A number that no earlier builder used, for codes and user names. */
function another(): number {
  lastNumber += 1;
  return lastNumber;
}

/** An actor that exists nowhere but here: for rules and for acts that look nobody up. */
export function anActorWith(role: Role, over: Partial<Actor> = {}): Actor {
  return {
    personId: newId(),
    positionId: newId(),
    agencyId: 'so-noi-vu',
    roles: [role],
    name: 'Nguyễn Thị Lan',
    title: 'Chuyên viên',
    ...over,
  };
}

/** *Văn thư* of Sở Nội vụ, unless said otherwise. */
export function aClerk(over: Partial<Actor> = {}): Actor {
  return anActorWith('clerk', { title: 'Văn thư', ...over });
}

/** *Lãnh đạo* of Sở Nội vụ, unless said otherwise. */
export function aLeader(over: Partial<Actor> = {}): Actor {
  return anActorWith('leader', { name: 'Trần Văn Bình', title: 'Giám đốc', ...over });
}

/** Acts run through a ledger with these participants, audit among them. Call it in `describe`, after `useFreshDatabase`. */
export function useAuditedLedger({ participants = [] as readonly Participant[], clock = () => new Date() } = {}): void {
  before('a ledger', () => {
    useTestKey();
    useGrants(allGrants);
    useDues(allDues);
    useLedger(new Ledger({ participants: [auditTrail, ...participants], clock }));
  });
}

/** The key of the ledger for acts that run without `startEngine`. */
export function useTestKey(): void {
  const key = ledgerKeyOf('only-for-tests');
  useLedgerKey(key);
  useRowSeal({ of: key.ofRow, broken: noteBrokenSeal });
}

/** An agency in the database. */
export async function anAgency(over: Partial<NewAgency> = {}): Promise<Agency> {
  const number = another();
  const fields = {
    code: `H99.${number}`,
    oldCode: null,
    name: `Sở thứ ${number}`,
    symbol: `S${number}`,
    parentName: 'UBND TỈNH SAO MAI',
    place: 'Sao Mai',
    ...over,
  };
  return await inTransaction(systemActor('deployment'), (tx) => createAgency(tx, fields));
}

/** A person in the database with one position in force, who signs in with `testPassword`. */
export interface Employee {
  readonly person: Person;
  readonly position: Position;
  readonly actor: Actor;
}

/** A person of the agency with these roles. */
export async function anEmployee(
  agency: Pick<Agency, 'id'>,
  roles: readonly Role[],
  over: Partial<Person> = {},
  inPosition: Partial<Position> = {},
): Promise<Employee> {
  const account = {
    username: `nguoi-${another()}`,
    fullName: 'Lê Thị Hoa',
    phone: null,
    email: null,
    passwordHash: await testPasswordHash(),
    mustChangePassword: false,
    ...over,
  };
  return await inTransaction(systemActor(agency.id), async (tx) => {
    const person = await createPerson(tx, account);
    const position = await createPosition(tx, {
      personId: person.id,
      unitId: null,
      title: 'Chuyên viên',
      capacity: [],
      roles,
      from: '2020-01-01',
      until: null,
      ...inPosition,
    });
    return { person, position, actor: actorIn(person, position) };
  });
}

/** Changes a row as the ledger does: an edit past it would not be believed. */
export async function changeRow<T extends Row>(store: Store<T>, id: string, patch: Patch<T>): Promise<void> {
  await inTransaction(systemActor('deployment'), async (tx) => tx.change(store, await tx.load(store, id), patch));
}

/** Events of an agency's log in their order. */
export async function eventsOf(agencyId: string): Promise<AuditEvent[]> {
  return (await entriesOf(agencyId)).map(({ event }) => event);
}

/** Entries of an agency's log in their order. */
export async function entriesOf(agencyId: string): Promise<AuditEntry[]> {
  return await readAll(auditEntries, { agencyId }, { sort: { sequence: 1 } });
}

/** The refusal that a promise ends with. */
export async function refusalOf(promise: Promise<unknown>): Promise<DomainError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DomainError) return error;
  throw new Error('It was not refused', { cause: error });
}

export type Agent = ReturnType<typeof supertest.agent>;

/** A header for one act of legal effect. */
export function aKey(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': randomBytes(12).toString('hex') };
}

/** Signs in at a running application and gives an agent that keeps the cookie; `app` is a server or its address. */
export async function signedInAs(
  app: Parameters<typeof supertest.agent>[0],
  username: string,
  password = testPassword,
): Promise<Agent> {
  const agent = supertest.agent(app);
  await agent.post('/api/session').send({ username, password }).expect(201);
  return agent;
}

const noPictures = async (): Promise<void> => Promise.reject(new Error('no pictures here'));

/** A running application with identity and audit; call its members inside tests only. */
export interface IdentityApp {
  address(): string;
  refusals(): Refusals;
  /** People whose open streams were looked at again, in order. */
  readonly rechecked: string[];
}

export interface IdentityAppOptions {
  /** Further capabilities to test over HTTP. */
  readonly contracts?: Readonly<Record<string, Contract<Right>>>;
  readonly routes?: readonly Route[];
  readonly session?: Partial<SessionOptions>;
  readonly before?: readonly RequestHandler[];
  readonly receiveFile?: Edge['receiveFile'];
  readonly patience?: Patience;
}

/** The real edge over identity, audit and what else is given; needs `useFreshDatabase` and `useAuditedLedger` before it. */
export function useIdentityApp(options: IdentityAppOptions = {}): IdentityApp {
  let server: Server;
  let refusals: Refusals;
  const rechecked: string[] = [];
  before('a running application', async () => {
    const sessions = sessionMiddleware({ secure: false, secret: 'only-for-tests', ...options.session });
    refusals = new Refusals();
    const app = createApp({
      contracts: { identity: identityContract, audit: auditContract, ...options.contracts },
      routes: [
        ...identityRoutes('only-for-tests', async (personId) => void rechecked.push(personId), noPictures),
        ...auditRoutes({ seesDocuments: seesWholeAgency, nameSubjects }),
        ...(options.routes ?? []),
      ],
      edge: {
        authorize,
        authorizePartner,
        receiveFile: options.receiveFile ?? (async () => Promise.reject(new Error('no uploads here'))),
      },
      sessions: [...(options.before ?? []), sessions],
      dependencies: [],
      metrics: new Metrics([]),
      trustProxy: 1,
      onRefusal: (error, request) =>
        refusals.note({
          error,
          endpoint: `${request.method} ${request.route?.path ?? ''}`,
          actor: actorOf(request),
          requestId: String(request.res?.locals.requestId),
        }),
    });
    server = await listen(app, 0, '127.0.0.1', options.patience);
  });
  after('stop the application', async () => {
    await refusals.stop();
    await stopListening(server, 0);
  });
  return { address: () => `http://127.0.0.1:${portOf(server)}`, refusals: () => refusals, rechecked };
}

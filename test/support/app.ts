import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Request } from 'express';
import supertest from 'supertest';
import { z } from 'zod';
import type { Actor } from '../../server/platform/actor.ts';
import { placeOf } from '../../server/platform/api/byte-range.ts';
import type { Contract } from '../../server/platform/api/contract.ts';
import { type Route, routes } from '../../server/platform/api/http.ts';
import { idParam, instant, limit, line, pageOf } from '../../server/platform/api/schemas.ts';
import { defineStore, type Row, readAll, readOne } from '../../server/platform/database/store.ts';
import { createApp } from '../../server/platform/edge/app.ts';
import { listen, portOf, stopListening } from '../../server/platform/edge/listen.ts';
import { type Audiences, LiveFeed } from '../../server/platform/edge/live.ts';
import { liveContract } from '../../server/platform/edge/live-contract.ts';
import { Metrics } from '../../server/platform/edge/metrics.ts';
import { fileReceiver, type MultipartLimits } from '../../server/platform/edge/multipart.ts';
import type { WebClient } from '../../server/platform/edge/web-client.ts';
import { DomainError, notFound } from '../../server/platform/errors.ts';
import type { MeasureDisk } from '../../server/platform/files/disk-space.ts';
import { files, LocalFileStore, useFiles } from '../../server/platform/files/files.ts';
import { gaugeOfJobs, platformGauges } from '../../server/platform/gauges.ts';
import { Ledger } from '../../server/platform/ledger/ledger.ts';
import { inTransaction, type Transaction, useLedger } from '../../server/platform/ledger/transaction.ts';
import { authorizePartner } from '../../server/platform/partners/partners-in-use.ts';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import { uploadsRoutes } from '../../server/platform/uploads/routes.ts';

/** A made-up capability, small enough for tests of the platform: notes with numbers from a counter. */
interface Counter extends Row {
  readonly last: number;
}
interface Note extends Row {
  readonly agencyId: string;
  readonly number: number;
  readonly title: string;
  readonly priority?: number;
  readonly madeAt: Date;
}

export const counters = defineStore<Counter>('testCounters', { last: Number });
export const notes = defineStore<Note>(
  'testNotes',
  { agencyId: String, number: Number, title: String, priority: Number, madeAt: Date },
  [{ keys: { agencyId: 1, number: 1 }, options: { unique: true } }],
);

/** Makes a note under the next number of the actor's agency. */
export async function makeNote(
  tx: Transaction,
  given: { title: string; priority?: number | undefined },
): Promise<Note> {
  const { agencyId } = tx.actor;
  const counter = (await tx.find(counters, { id: agencyId })) ?? tx.insert(counters, { id: agencyId, last: 0 });
  const { last } = tx.change(counters, counter, { last: counter.last + 1 });
  const priority = given.priority === undefined ? {} : { priority: given.priority };
  return tx.insert(notes, { agencyId, number: last, title: given.title, ...priority, madeAt: tx.now });
}

const noteView = z.object({ id: z.string(), number: z.number().int(), title: z.string(), madeAt: instant });

const notesContract = {
  makeNote: {
    method: 'post',
    path: '/notes',
    summary: 'Make a note',
    permission: 'notes.write',
    legalEffect: true,
    body: z.object({ title: line(500), priority: z.number().int().min(1).max(5).optional() }),
    status: 201,
    response: noteView,
  },
  listNotes: {
    method: 'get',
    path: '/notes',
    summary: 'List the notes',
    permission: 'signed-in',
    query: z.object({
      priority: z.enum(['high', 'low']).optional(),
      sort: z.enum(['number', 'title']).optional(),
      limit,
    }),
    response: pageOf(noteView),
  },
  readNote: {
    method: 'get',
    path: '/notes/:noteId',
    summary: 'Read a note',
    permission: 'signed-in',
    params: z.object({ noteId: idParam }),
    response: noteView,
  },
  failUnforeseen: {
    method: 'post',
    path: '/failures',
    summary: 'Fail as nobody foresaw',
    permission: 'public',
    response: z.object({}),
  },
} as const satisfies Contract<'notes.write'>;

const notesRoutes: Route[] = routes(notesContract, {
  makeNote: ({ body }, actor) => inTransaction(actor, (tx) => makeNote(tx, body)),
  listNotes: async (_checked, { agencyId }) => {
    const items = await readAll(notes, { agencyId }, { sort: { number: 1 } });
    return { items, next: null, total: items.length, capped: false };
  },
  readNote: async ({ params }, { agencyId }) => {
    const note = await readOne(notes, { _id: params.noteId, agencyId });
    if (!note) throw notFound();
    return note;
  },
  failUnforeseen: () => {
    throw new Error('The password of the database is hunter2');
  },
});

/** What another deployment may ask: to have its greeting given back, and the bytes of a part counted. */
const partnersContract = {
  greet: {
    method: 'post',
    path: '/partner/greetings',
    summary: 'Greet',
    permission: 'partner',
    body: z.object({ text: line(500) }),
    response: z.object({ from: z.string(), text: z.string() }),
  },
  lookIn: {
    method: 'get',
    path: '/partner/door',
    summary: 'Look in',
    permission: 'partner',
    response: z.object({ from: z.string() }),
  },
  sendPart: {
    method: 'put',
    path: '/partner/parts/:name',
    summary: 'Send a part of a file',
    permission: 'partner',
    params: z.object({ name: line(50) }),
    bytes: { maxBytes: 256 * 1024 },
    response: z.object({ from: z.string(), offset: z.number() }),
  },
} as const satisfies Contract<never>;

const partnersRoutes: Route[] = routes(partnersContract, {
  greet: ({ body }, { deploymentId }) => ({ from: deploymentId, text: body.text }),
  lookIn: (_checked, { deploymentId }) => ({ from: deploymentId }),
  sendPart: async ({ params, bytes }, { deploymentId }, { request }) => {
    const part = placeOf(request.headers['content-range'], bytes.size);
    return { from: deploymentId, offset: await files().partial.append(params.name, part, bytes.stream) };
  },
});

export const testContracts = {
  notes: notesContract,
  partners: partnersContract,
  uploads: uploadsContract,
  live: liveContract,
};

/** An actor of the tests: person and agency by name, who may write notes. */
export function anActor(personId = 'lan', agencyId = 'so-noi-vu'): Actor {
  return { personId, agencyId, positionId: `${personId}-1`, roles: ['clerk'], name: 'Nguyễn Thị Lan' };
}

/** The headers that stand for a session: the person, the agency, and whether writing is allowed. */
export function signedInAs(personId = 'lan', agencyId = 'so-noi-vu'): Record<string, string> {
  return { 'X-Test-Person': personId, 'X-Test-Agency': agencyId };
}

async function authorize(request: Request, permission: string): Promise<Actor> {
  const person = request.get('X-Test-Person');
  if (person === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in first');
  if (permission !== 'signed-in' && person === 'khach')
    throw new DomainError('not-permitted', 'forbidden', 'Not yours');
  return anActor(person, request.get('X-Test-Agency') ?? 'so-noi-vu');
}

export interface TestAppOptions extends Partial<MultipartLimits> {
  readonly publicUrl?: URL;
  readonly client?: WebClient;
  readonly audiences?: Audiences;
  /** The disk of the files. */
  readonly measure?: MeasureDisk;
}

/** The running application of a `describe`: call its members inside tests only. */
export interface TestApp {
  agent(): ReturnType<typeof supertest>;
  port(): number;
  /** How many are open. */
  connections(): Promise<number>;
  filesFolder(): string;
  live(): LiveFeed;
  /** Names of files that arrive or were left behind. */
  incoming(): Promise<string[]>;
  /** The code of what is refused next. */
  nextRefusal(): Promise<string>;
  /** Sessions of these people end with the next ping. */
  readonly signedOut: Set<string>;
}

/** The real application over the test contracts; needs `useFreshDatabase` before it. */
export function useTestApp(options: TestAppOptions | (() => Promise<TestAppOptions>) = {}): TestApp {
  const signedOut = new Set<string>();
  let server: Server;
  let folder: string;
  let feed: LiveFeed;
  let told: (code: string) => void = () => undefined;
  before('a running application', async () => {
    const {
      publicUrl,
      client,
      audiences = {},
      measure,
      mostBytes = 1024 * 1024,
      deadlineMs = 10_000,
    } = typeof options === 'function' ? await options() : options;
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-files-'));
    useFiles(await LocalFileStore.at(folder, measure));
    const ledger = new Ledger({ participants: [] });
    useLedger(ledger);
    feed = new LiveFeed({
      stillSignedIn: async (request) => !signedOut.has(request.get('X-Test-Person') ?? ''),
      audiences,
      publicUrl,
      pingMs: 60_000,
      mostPerPerson: 3,
    });
    const app = createApp({
      contracts: testContracts,
      routes: [...notesRoutes, ...partnersRoutes, ...uploadsRoutes, ...feed.routes()],
      edge: { authorize, authorizePartner, receiveFile: fileReceiver({ mostBytes, deadlineMs }) },
      dependencies: [{ name: 'always', ready: () => true }],
      metrics: new Metrics([
        { name: 'vanban_ledger_waiting_acts', help: 'Acts that wait', read: () => ledger.waiting },
        gaugeOfJobs(['test']),
        ...platformGauges,
      ]),
      publicUrl,
      onRefusal: ({ code }) => told(code),
      ...(client ? { client } : {}),
    });
    server = await listen(app, 0, '127.0.0.1');
  });
  after('stop the application', async () => {
    feed.close();
    await stopListening(server, 0);
    await rm(folder, { recursive: true, force: true });
  });
  return {
    agent: () => supertest(`http://127.0.0.1:${portOf(server)}`),
    port: () => portOf(server),
    connections: () => promisify(server.getConnections.bind(server))(),
    filesFolder: () => folder,
    live: () => feed,
    incoming: () => readdir(join(folder, 'incoming')),
    nextRefusal: () =>
      new Promise((resolve) => {
        told = resolve;
      }),
    signedOut,
  };
}

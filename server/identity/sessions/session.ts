import { createHmac, hash } from 'node:crypto';
import { MongoStore } from 'connect-mongo';
import type { Request, RequestHandler } from 'express';
import session, { type SessionData } from 'express-session';
import mongoose from 'mongoose';
import { positionNamed } from '../../platform/api/contract.ts';
import { ROW_CHANGED } from '../../platform/database/row-seal.ts';
import { readById, readStoredById } from '../../platform/database/rows-by-id.ts';
import { rowsOf } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { sameAgain } from '../../platform/text/same-again.ts';
import type { Person } from '../people/person.ts';
import { people } from '../store.ts';

declare module 'express-session' {
  /** A session holds who and since when; rights are looked up with every request, so that what was revoked is gone at once. */
  interface SessionData {
    personId: string;
    positionId: string | null;
    epoch: number;
    startedAt: number;
    /** What ties the members above to this session: made with the secret, so that no edit of the row makes another person of it. */
    binding: string;
  }
}

export interface SessionOptions {
  /** Whether people come over https: the cookie is then `__Host-vanban` and Secure (RFC 6265bis §4.1.3.2). */
  readonly secure: boolean;
  readonly secret: string;
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes?: number;
}

type StoreOptions = ConstructorParameters<typeof MongoStore>[0];

const IDLE_MINUTES = 120;
const LONGEST_MS = 12 * 3600 * 1000;
const TOUCH_SECONDS = 60;
const MOST_BINDINGS_KNOWN = 2_000;
const cookieNames = { secure: '__Host-vanban', plain: 'vanban' };
const collectionName = 'sessions';
const storageId = (sessionId: string): string => hash('sha256', sessionId);

/** Every request reads its session, so those of requests that come together come in one query. */
class SessionStore extends MongoStore {
  override get(sessionId: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    liveSession(sessionId).then((found) => callback(null, found), callback);
  }

  /** Prolongs the session without making the answer wait for it; when it fails, the session only ends a minute earlier. */
  override touch(sessionId: string, live: SessionData, callback: (error?: unknown) => void = () => undefined): void {
    super.touch(sessionId, live, (error: unknown) => {
      if (error) log.warn({ err: error }, 'a session could not be prolonged');
    });
    callback();
  }
}

/** What the library has stored of a session that goes on, with the time it was last touched. */
async function liveSession(sessionId: string): Promise<SessionData | null> {
  const row = await readStoredById(collectionName, storageId(sessionId));
  if (!row || (row.expires as Date) <= new Date()) return null;
  return { ...JSON.parse(String(row.session)), lastModified: row.lastModified };
}

/** MongoDB removes sessions that have ended; to be awaited before the first request. */
export async function ensureSessionIndex(): Promise<void> {
  await rowsOf({ name: collectionName }).createIndex({ expires: 1 }, { expireAfterSeconds: 0 });
}

/** Sessions in MongoDB under the hash of their id, so that a dump of the database opens none of them. */
export function sessionMiddleware({ secure, secret, idleMinutes = IDLE_MINUTES }: SessionOptions): RequestHandler {
  const store = new SessionStore({
    // mongoose brings its own copy of the driver, so the types differ in name only.
    client: mongoose.connection.getClient() as unknown as NonNullable<StoreOptions['client']>,
    dbName: mongoose.connection.name,
    collectionName,
    ttl: idleMinutes * 60,
    // The library would make the index by itself, unwatched: when the database dies meanwhile, so does the server.
    autoRemove: 'disabled',
    touchAfter: Math.min(TOUCH_SECONDS, idleMinutes * 30),
    transformId: storageId,
  });
  const sessions = session({
    name: secure ? cookieNames.secure : cookieNames.plain,
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  });
  const mark = sameAgain((members) => createHmac('sha256', secret).update(members).digest('base64url'), {
    most: MOST_BINDINGS_KNOWN,
  });
  return (request, response, next) => {
    marks.set(request, mark);
    sessions(request, response, next);
  };
}

/** What the sessions of a request are bound with. */
const marks = new WeakMap<Request, (members: string) => string>();

type Bound = Pick<SessionData, 'personId' | 'positionId' | 'epoch' | 'startedAt'>;

function bindingOf(request: Request, { personId, positionId, epoch, startedAt }: Bound): string {
  const mark = marks.get(request);
  if (!mark) throw new Error('The request did not come through the session middleware');
  return mark(JSON.stringify(['session', request.sessionID, personId, positionId, epoch, startedAt]));
}

/**
 * Refuses to begin a session whose cookie the browser would never get: it is for https alone, and this request came without, or the proxy
 * in front does not say that it came with it.
 */
export function requireSecure(request: Request): void {
  if (!request.session.cookie.secure || request.secure) return;
  throw new DomainError(
    'misdirected',
    'not-over-https',
    'Sessions are for https, and this request came without: the proxy in front must set X-Forwarded-Proto, the server TRUST_PROXY',
  );
}

/**
 * Begins a session under a new id, so that a cookie from before the sign-in is worth nothing (row 78). Its twelve hours count from the
 * last password: who gave one now begins them anew, who only chose another position goes on in those that run.
 */
export async function startSession(
  request: Request,
  person: Person,
  positionId: string | null,
  startedAt = Date.now(),
): Promise<void> {
  requireSecure(request);
  await settled((done) => request.session.regenerate(done));
  const bound = {
    personId: person.id,
    positionId,
    epoch: person.sessionEpoch,
    startedAt,
  };
  Object.assign(request.session, bound, { binding: bindingOf(request, bound) });
  await settled((done) => request.session.save(done));
}

/** Ends this session. */
export async function endSession(request: Request): Promise<void> {
  await settled((done) => request.session.destroy(done));
}

/** Reads the session again, as it is now; false when it was ended meanwhile. */
export function reloadSession(request: Request): Promise<boolean> {
  return new Promise((resolve) => request.session.reload((error: unknown) => resolve(!error)));
}

/**
 * The person of a live session and the position they chose; `undefined` when there is none. Refuses with `session-changed` one whose row
 * was edited, and with `row-changed-outside` a person’s.
 */
export async function signedIn(
  request: Request,
): Promise<{ readonly person: Person; readonly positionId: string | null } | undefined> {
  const { personId, positionId = null, epoch = 0, startedAt, binding } = request.session;
  if (personId === undefined || startedAt === undefined || isAmbiguous(request.headers.cookie)) return undefined;
  // Sessions of a release before bindings have none; whoever is in one signs in once more.
  if (binding === undefined) return undefined;
  if (binding !== bindingOf(request, { personId, positionId, epoch, startedAt })) {
    throw new DomainError('unauthenticated', 'session-changed', 'The session was changed past the application');
  }
  if (Date.now() - startedAt >= LONGEST_MS) return undefined;
  const person = await believed(readById(people, personId));
  if (!person || person.disabled || person.sessionEpoch !== epoch) return undefined;
  return { person, positionId };
}

/** What rights are looked up in: a row that is not believed gives none. */
export async function believed<T>(row: Promise<T>): Promise<T> {
  return await row.catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== ROW_CHANGED) throw error;
    throw new DomainError('unauthenticated', ROW_CHANGED, error.message, { cause: error });
  });
}

/**
 * Refuses with `another-position` a request that names another position than its session is in – or, while none is chosen, another
 * person: its page was opened before somebody else signed in in the same browser, or the same person chose anew.
 */
export function demandNamed(
  request: Request,
  { person, positionId }: { readonly person: Pick<Person, 'id'>; readonly positionId: string | null },
): void {
  const { originalUrl } = request;
  const asked = originalUrl.includes('?') ? new URL(originalUrl, 'http://any').searchParams : new URLSearchParams();
  const named = [request.get(positionNamed.header), ...asked.getAll(positionNamed.parameter)];
  if (named.every((one) => one === undefined || one === (positionId ?? person.id))) return;
  throw new DomainError('conflict', 'another-position', 'This browser is now signed in in another position');
}

/** The refusal for a request without a live session. */
export function notSignedIn(): DomainError {
  return new DomainError('unauthenticated', 'not-signed-in', 'Sign in first');
}

/** Whether a request bears two cookies of our name: one of them was planted, and it cannot be told which (docs/bad-inputs.md, row 80). */
function isAmbiguous(header: string | undefined): boolean {
  const names = (header ?? '').split(';').map((pair) => pair.split('=', 1)[0]?.trim());
  return Object.values(cookieNames).some((name) => names.filter((given) => given === name).length > 1);
}

function settled(begin: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => begin((error) => (error ? reject(error) : resolve())));
}

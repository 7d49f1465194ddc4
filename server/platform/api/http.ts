import { createHash } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import type { ZodObject, ZodType } from 'zod';
import type { Actor, IdempotencyClaim, Partner } from '../actor.ts';
import { clientGone, DomainError } from '../errors.ts';
import { wasReplayed } from '../ledger/idempotency.ts';
import { refuseHiding } from '../text/hiding-characters.ts';
import { askForBody } from './ask-for-body.ts';
import { bodyBytes } from './body-bytes.ts';
import { contentDigestOf } from './content-digest.ts';
import {
  type Checked,
  type Contract,
  type Endpoint,
  type FileReply,
  type PersonalPermission,
  positionNamed,
  type Reply,
  type Right,
  type UploadedFile,
} from './contract.ts';
import { MOST_JSON_BYTES, parseJson } from './json-body.ts';
import { refusalOf } from './problem.ts';
import { sendFile } from './send-file.ts';

/** What a handler may need beyond the checked request: the raw exchange, for sessions and event streams. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/** Who calls an endpoint: a person, another deployment, or – where anybody may – whoever it is. */
export type Caller<E extends Endpoint> = E['permission'] extends 'public'
  ? undefined
  : E['permission'] extends 'partner'
    ? Partner
    : Actor;

/** The handler of one endpoint. */
export type Handler<E extends Endpoint> = (
  checked: Checked<E>,
  caller: Caller<E>,
  exchange: Exchange,
) => E['response'] extends 'events' ? void | Promise<void> : Reply<E> | Promise<Reply<E>>;

/**
 * What must be granted before the body of a request is read; refuses otherwise. What it gives is called once the request is answered,
 * or its client has gone.
 */
export type Admission<E extends Endpoint = Endpoint> = (exchange: Exchange, caller: Caller<E>) => Promise<() => void>;

/** Fires when the client goes away before it was answered: nobody needs to go on for it. */
export function goneSignal({ response }: Exchange): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

export interface Route {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly handle: (checked: unknown, caller: Actor | Partner | undefined, exchange: Exchange) => unknown;
  readonly admit: ((exchange: Exchange, caller: Actor | Partner | undefined) => Promise<() => void>) | undefined;
}

/**
 * Binds a contract to its handlers; one that is missing, or gives back the wrong thing, does not compile. Endpoints whose requests cost
 * much may have an admission before them.
 */
export function routes<C extends Contract<Right>>(
  contract: C,
  handlers: { [N in keyof C]: Handler<C[N]> },
  admissions: { [N in keyof C]?: Admission<C[N]> } = {},
): Route[] {
  return Object.entries(contract).map(([name, endpoint]) => {
    const handle = handlers[name];
    if (!handle) throw new Error(`No handler for ${name}`);
    return { name, endpoint, handle: handle as Route['handle'], admit: admissions[name] as Route['admit'] };
  });
}

/** The deployment that signed a request with the digest of its body, and the rule that refuses another body. */
export interface SignedPartner {
  readonly partner: Partner;
  requireBody(sha256: string): void;
}

export interface Edge {
  /** The actor of the request if the permission lets them in; refuses with 401 or 403 otherwise. */
  authorize(request: Request, permission: PersonalPermission): Promise<Actor>;
  /** The deployment that signed the request; refuses what none has signed. */
  authorizePartner(request: Request): Promise<SignedPartner>;
  /** Takes the one file part of a multipart request and gives it, measured and hashed. */
  receiveFile(
    request: Request,
    response: Response,
    limits: { readonly maxBytes: number; readonly deadlineMs?: number },
  ): Promise<UploadedFile>;
}

/** Puts the routes on a router: rights first, then every part against its schema, then the act, then the stripped reply. */
export function mount(router: Router, all: readonly Route[], edge: Edge): void {
  const methodsOf = new Map<string, Set<string>>();
  for (const route of all) {
    const { method, path } = route.endpoint;
    router[method](path, answer(route, edge));
    methodsOf.set(path, (methodsOf.get(path) ?? new Set<string>()).add(method.toUpperCase()));
  }
  for (const [path, methods] of methodsOf) router.all(path, refuseMethod(methods));
}

function refuseMethod(methods: ReadonlySet<string>): RequestHandler {
  const allowed = [...methods, ...(methods.has('GET') ? ['HEAD'] : [])].sort().join(', ');
  return (_request, response) => {
    response.setHeader('Allow', allowed);
    throw new DomainError('method-not-allowed', 'method-not-allowed', `Allowed here: ${allowed}`);
  };
}

function answer({ endpoint, handle, admit }: Route, edge: Edge): RequestHandler {
  // A schema is compiled when it is first used, so each route keeps its own.
  const schemas = { params: strict(endpoint.params), query: strict(endpoint.query), body: strict(endpoint.body) };
  return async (request: Request, response: Response, _next: NextFunction) => {
    const exchange = { request, response };
    const { actor: known, signed } = await callerOf(endpoint, request, edge);
    const params = check(schemas.params, request.params, 'params');
    const query = check(schemas.query, queryOf(request), 'query');
    if (endpoint.response === 'events' && request.method === 'HEAD')
      return void response.type('text/event-stream').end();
    const key = idempotencyKeyOf(endpoint, request);
    const release = await admit?.(exchange, known ?? signed?.partner);
    try {
      const { body, file, bytes, sent } = await received(endpoint, schemas.body, exchange, { edge, signed });
      const requestId = String(response.locals.requestId);
      const idempotency = key === undefined ? undefined : claimOf(key, request, sent);
      const actor = known && { ...known, request: { requestId, idempotency } };
      const reply = await handle({ params, query, body, file, bytes }, actor ?? signed?.partner, exchange);
      if (endpoint.response === 'events') return;
      if (endpoint.response === 'file') return await sendFile(response, reply as FileReply);
      if (wasReplayed(actor?.request)) response.setHeader('Idempotency-Replayed', 'true');
      if (endpoint.status === 204) return void response.status(204).end();
      const said = JSON.stringify((endpoint.response as ZodType).parse(reply));
      // Nobody signs an answer; so a partner sees at least that it was changed on its way.
      if (signed) response.setHeader('Content-Digest', contentDigestOf(sha256Of(said)));
      response
        .status(endpoint.status ?? 200)
        .type('json')
        .send(said);
    } finally {
      release?.();
    }
  };
}

async function callerOf(
  { permission }: Endpoint,
  request: Request,
  edge: Edge,
): Promise<{ actor?: Actor; signed?: SignedPartner }> {
  if (permission === 'public') return {};
  if (permission === 'partner') return { signed: await edge.authorizePartner(request) };
  return { actor: await edge.authorize(request, permission) };
}

/** The body of a request, checked, or the file it carries, or the way to its bytes; and what tells this body from any other. */
async function received(
  endpoint: Endpoint,
  schema: ZodType | undefined,
  exchange: Exchange,
  { edge, signed }: { readonly edge: Edge; readonly signed: SignedPartner | undefined },
) {
  const { request, response } = exchange;
  const nothing = { file: undefined, body: undefined, bytes: undefined };
  if (endpoint.upload) {
    const file = await edge.receiveFile(request, response, endpoint.upload);
    return { ...nothing, file, sent: file.sha256 };
  }
  if (endpoint.bytes) {
    const bytes = bodyBytes(exchange, endpoint.bytes, (sha256) => signed?.requireBody(sha256));
    return { ...nothing, bytes, sent: '' };
  }
  const raw = await jsonBytes(exchange, endpoint);
  signed?.requireBody(sha256Of(raw ?? ''));
  const body = schema && raw ? check(schema, parseJson(raw), 'body') : undefined;
  return { ...nothing, body, sent: raw ?? '' };
}

/** Members that the contract does not name are refused. */
function strict(schema: ZodType | undefined): ZodType | undefined {
  return schema && 'strict' in schema ? (schema as ZodObject).strict() : schema;
}

function check(schema: ZodType | undefined, value: unknown, part: 'body' | 'query' | 'params'): unknown {
  if (!schema) {
    if (part !== 'query' || Object.keys(value as object).length === 0) return undefined;
    throw new DomainError('invalid', 'unknown-parameter', 'This endpoint takes no parameters');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw refusalOf(result.error, part);
  // An id that is none finds nothing, whatever it holds.
  if (part !== 'params') refuseHiding(value, `/${part}`);
  return result.data;
}

const MOST_PARAMETERS = 100;

function queryOf(request: Request): Record<string, string> {
  const url = request.originalUrl;
  const search = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  const parameters: Record<string, string> = Object.create(null);
  let count = 0;
  for (const [name, value] of search) {
    count += 1;
    if (count > MOST_PARAMETERS)
      throw new DomainError('malformed', 'too-many-parameters', `More than ${MOST_PARAMETERS} parameters`);
    if (name in parameters)
      throw new DomainError('malformed', 'repeated-parameter', `${name.slice(0, 60)} is given twice`);
    parameters[name] = value;
  }
  // Whoever authorized the request has looked at it; it belongs to no endpoint.
  const { [positionNamed.parameter]: _named, ...asked } = parameters;
  return asked;
}

async function jsonBytes(
  { request, response }: Exchange,
  { body, bodyBytes: most = MOST_JSON_BYTES }: Endpoint,
): Promise<Buffer | undefined> {
  const wanted = body !== undefined;
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!wanted && !hasBody) return undefined;
  if (hasBody || wanted) requireJson(request);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  askForBody(request, response);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Leaving the loop early must not destroy the request: its connection still carries the refusal.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } catch (error) {
    throw request.destroyed && !request.complete ? clientGone(error) : error;
  }
  return Buffer.concat(chunks);
}

function tooLarge(most: number): DomainError {
  return new DomainError('too-large', 'too-large', `A JSON body may hold ${most} bytes`);
}

function requireJson(request: Request): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (type !== 'application/json' || (charset !== undefined && charset !== 'utf-8') || encoding !== 'identity') {
    throw new DomainError('unsupported', 'unsupported-media-type', 'Send application/json in UTF-8, not compressed');
  }
}

const keyForm = /^[\x21-\x7e]{8,200}$/;

/** The key of an act of legal effect; elsewhere a key is checked for its form and has no meaning. */
function idempotencyKeyOf(endpoint: Endpoint, request: Request): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    if (!endpoint.legalEffect) return undefined;
    throw new DomainError(
      'malformed',
      'idempotency-key-missing',
      'An act of legal effect needs the header Idempotency-Key',
    );
  }
  if (typeof key !== 'string' || !keyForm.test(key)) {
    throw new DomainError(
      'malformed',
      'idempotency-key-malformed',
      'An Idempotency-Key has 8 to 200 visible ASCII characters',
    );
  }
  return endpoint.legalEffect ? key : undefined;
}

function claimOf(key: string, request: Request, body: Buffer | string): IdempotencyClaim {
  const path = request.originalUrl.split('?')[0];
  return { key, endpoint: `${request.method} ${path}`, bodyHash: sha256Of(body) };
}

function sha256Of(body: Buffer | string): string {
  return createHash('sha256').update(body).digest('hex');
}

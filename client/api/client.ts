import type { ZodType, z } from 'zod';
import {
  type Contract,
  type Endpoint,
  isPersonal,
  positionNamed,
  type Right,
} from '../../server/platform/api/contract.ts';
import { actingId, namingPosition } from './acting.ts';
import { ProblemError, problemOfAnswer } from './problem.ts';
import { signedInAgain } from './session-over.ts';
import { type FilePart, type RawAnswer, uploadFile, uploadPart } from './upload.ts';

type Part<K extends string, S> = S extends ZodType
  ? Record<never, never> extends z.input<S>
    ? { readonly [P in K]?: z.input<S> }
    : { readonly [P in K]: z.input<S> }
  : unknown;

/** What an endpoint’s address is made of. */
type Place<E extends Endpoint> = Part<'params', E['params']> & Part<'query', E['query']>;

/** What a call of an endpoint must be given; `idempotencyKey` comes from `useAct`. */
export type Call<E extends Endpoint> = Place<E> &
  Part<'body', E['body']> &
  (E extends { upload: object } ? { readonly file: File; readonly onProgress?: (part: number) => void } : unknown) &
  (E extends { bytes: object } ? { readonly part: FilePart; readonly onProgress?: (part: number) => void } : unknown) &
  (E extends { legalEffect: true } ? { readonly idempotencyKey: string } : unknown) & {
    readonly signal?: AbortSignal;
    /** The version that was seen, for endpoints that want it in If-Match. */
    readonly ifMatch?: number;
    /** Whom it is done for, when that is not whom the page acts for. */
    readonly as?: string;
  };

/** What an endpoint answers: its parsed reply, or the bytes of a file. */
export type Answer<E extends Endpoint> = E['response'] extends ZodType
  ? z.output<E['response']>
  : E['response'] extends 'file'
    ? Blob
    : never;

type Ask<E extends Endpoint> =
  Record<never, never> extends Call<E> ? (call?: Call<E>) => Promise<Answer<E>> : (call: Call<E>) => Promise<Answer<E>>;

export type Client<C extends Contract<Right>> = { readonly [N in keyof C]: Ask<C[N]> };

interface LoosePlace {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

interface LooseCall extends LoosePlace {
  readonly body?: unknown;
  readonly file?: File;
  readonly part?: FilePart;
  readonly onProgress?: (part: number) => void;
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
  readonly as?: string;
  readonly signal?: AbortSignal;
}

/** What the page does when the server says that the browser acts for somebody else by now; the session knows how to find out who. */
let onAnotherPosition: () => void = () => undefined;

/** Says what is done then. */
export function whenAnotherPosition(act: () => void): void {
  onAnotherPosition = act;
}

/** The typed client of a contract: `api(identityContract).signIn({ body })`. Refusals reject with `ProblemError`. */
export function api<C extends Contract<Right>>(contract: C): Client<C> {
  const asks = Object.entries(contract).map(([name, endpoint]) => [
    name,
    (call: LooseCall = {}) => ask(endpoint, call),
  ]);
  return Object.fromEntries(asks) as Client<C>;
}

/** The address of an endpoint that is read by its address: a file to show or to save, an event stream. */
export function addressOf<E extends Endpoint>(
  endpoint: E,
  ...place: Record<never, never> extends Place<E> ? [place?: Place<E>] : [place: Place<E>]
): string;
export function addressOf(endpoint: Endpoint, ...place: unknown[]): string {
  const [call = {}] = place as [call?: LoosePlace];
  const path = pathWith(endpoint, call.params ?? {});
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const address = `/api${path}${search.size > 0 ? `?${search}` : ''}`;
  return endpoint.response === 'file' && endpoint.method === 'get' ? namingPosition(address) : address;
}

/** The path with a value for each parameter its contract names; refuses to leave one out, as the server would only answer 404. */
function pathWith({ path, params }: Endpoint, values: Readonly<Record<string, unknown>>): string {
  const names = new Set(Object.keys(params?.shape ?? {}).map((name) => `:${name}`));
  const filled = path.split('/').map((part) => {
    if (!names.delete(part)) return part;
    const value = values[part.slice(1)];
    if (value === undefined) throw new Error(`${path} is called without ${part}`);
    return encodeURIComponent(String(value));
  });
  if (names.size > 0) throw new Error(`${path} has no place for ${[...names].join(', ')}`);
  return filled.join('/');
}

/** Whether only somebody who acts in a position may call it: whoever lost their session can sign in beside the page and go on. */
function inPosition({ permission }: Endpoint): boolean {
  return isPersonal(permission) && permission !== 'session';
}

async function ask(endpoint: Endpoint, call: LooseCall): Promise<unknown> {
  try {
    return await askOnce(endpoint, call);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401 || !inPosition(endpoint)) throw error;
    await signedInAgain(error);
    return askOnce(endpoint, call);
  }
}

async function askOnce(endpoint: Endpoint, call: LooseCall): Promise<unknown> {
  const url = addressOf(endpoint, call);
  if (call.file) return readReply(endpoint, await uploadFile(url, { ...call, file: call.file }));
  if (call.part) return readReply(endpoint, await uploadPart(url, { ...call, part: call.part }));
  const response = await reach(url, endpoint, call);
  if (endpoint.response === 'file' && response.ok) return response.blob();
  return readReply(endpoint, {
    status: response.status,
    text: await response.text(),
    retryAfter: response.headers.get('Retry-After'),
  });
}

async function reach(url: string, endpoint: Endpoint, call: LooseCall): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  const acting = call.as ?? actingId();
  if (acting !== undefined) headers.set(positionNamed.header, acting);
  if (endpoint.body) headers.set('Content-Type', 'application/json');
  if (call.idempotencyKey) headers.set('Idempotency-Key', call.idempotencyKey);
  if (call.ifMatch !== undefined) headers.set('If-Match', `"${call.ifMatch}"`);
  try {
    return await fetch(url, {
      method: endpoint.method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      ...(endpoint.body ? { body: JSON.stringify(call.body ?? {}) } : {}),
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (cause) {
    if (call.signal?.aborted) throw cause;
    throw new ProblemError({ slug: 'offline', status: 0, cause });
  }
}

function readReply(endpoint: Endpoint, { status, text, retryAfter }: RawAnswer): unknown {
  if (status < 200 || status > 299) {
    const problem = problemOfAnswer(status, text, retryAfter);
    if (problem.slug === 'another-position') onAnotherPosition();
    throw problem;
  }
  if (status === 204) return null;
  const reply = (endpoint.response as ZodType).safeParse(JSON.parse(text));
  if (reply.success) return reply.data;
  throw new ProblemError({ slug: 'unexpected-answer', status, detail: reply.error.message, cause: reply.error });
}

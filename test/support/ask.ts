import type { Response } from 'supertest';
import { z } from 'zod';
import type { Endpoint } from '../../server/platform/api/contract.ts';
import { type Agent, aKey } from './identity.ts';

type Given<S> = S extends z.ZodType ? z.input<S> : undefined;
/** What an endpoint answers. */
export type Answer<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : Buffer;

/** The parts of a request, as the contract's schemas take them. */
export interface Asked<E extends Endpoint> {
  readonly params?: Given<E['params']>;
  readonly query?: Given<E['query']>;
  readonly body?: Given<E['body']>;
  /** The file of an endpoint that takes one. */
  readonly file?: { readonly name: string; readonly bytes: Buffer };
  /** An act of legal effect gets a key of its own unless one is given. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request of the contract and gives whatever comes back. */
export async function send<E extends Endpoint>(agent: Agent, endpoint: E, asked: Asked<E> = {}): Promise<Response> {
  const request = agent[endpoint.method](pathOf(endpoint, asked.params))
    .query(asked.query ?? {})
    .set({ ...(endpoint.legalEffect ? aKey() : {}), ...asked.headers });
  if (endpoint.response === 'file') return await request.buffer(true).parse(bytesOf);
  if (asked.file) return await request.attach('file', asked.file.bytes, asked.file.name);
  return await (endpoint.body ? request.send(asked.body as object) : request);
}

/** Sends a request of the contract that must succeed, and gives its answer as the contract promises it. */
export async function ask<E extends Endpoint>(agent: Agent, endpoint: E, asked: Asked<E> = {}): Promise<Answer<E>> {
  return answerOf(endpoint, await send(agent, endpoint, asked));
}

/** The answer of a request that must have succeeded, as the contract promises it. */
export function answerOf<E extends Endpoint>(endpoint: E, response: Response): Answer<E> {
  if (response.status !== (endpoint.status ?? 200)) {
    throw new Error(`${endpoint.method} ${endpoint.path}: ${response.status} ${JSON.stringify(response.body)}`);
  }
  const { response: promised } = endpoint;
  const body = response.status === 204 ? null : response.body;
  return (promised instanceof z.ZodType ? promised.parse(body) : body) as Answer<E>;
}

/** Sends a request of the contract that must be refused; gives status and slug in one line, `409 version-changed`. */
export async function refused<E extends Endpoint>(agent: Agent, endpoint: E, asked: Asked<E> = {}): Promise<string> {
  return problemOf(await send(agent, endpoint, asked));
}

/** Status and slug of a problem document. */
export function problemOf({ status, body }: Response): string {
  const slug = String(body?.type ?? '').replace('/problems/', '');
  return `${status} ${slug}`.trim();
}

/** The path of an endpoint with its parameters filled in. */
export function pathOf({ path }: Endpoint, params: unknown = {}): string {
  const given = new Map(Object.entries(params as Record<string, string>));
  return `/api${path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(given.get(name) ?? ''))}`;
}

function bytesOf(response: Response, done: (error: Error | null, body: unknown) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

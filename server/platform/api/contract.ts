import type { ZodObject, ZodType, z } from 'zod';
import type { Role } from '../actor.ts';
import type { ByteRange } from './byte-range.ts';

/** What roles are granted, by the name of the capability that grants it and its own: `registry.number`. */
export type Right = `${string}.${string}`;

/** The rights that the capability `Owner` grants, each with the roles that have it: its `permissions.ts`. */
export type Grants<Owner extends string = string> = Readonly<Record<`${Owner}.${string}`, readonly Role[]>>;

/**
 * Who may call an endpoint: anybody, whoever is signed in – in a position or not yet –, any position, positions whose role grants the
 * named right, or another deployment that signed the request.
 */
export type Permission<R extends Right = Right> = 'public' | 'session' | 'signed-in' | 'partner' | R;

/** What is asked of people: a session, a position or what it is granted. */
export type PersonalPermission = Exclude<Permission, 'public' | 'partner'>;

/** Whether an endpoint is for people who are signed in. */
export function isPersonal(permission: Permission): permission is PersonalPermission {
  return permission !== 'public' && permission !== 'partner';
}

/**
 * How a request says for which position it is made – the id of the position, or of the person while none is chosen –, so that a page left
 * open acts in nobody else’s name: by the header, or where none can be set (links, event streams) by the parameter. Without either the
 * session alone decides.
 */
export const positionNamed = { header: 'Vanban-Position', parameter: 'as' } as const;

/** One file part of a multipart request, already stored under a temporary name and measured. */
export interface UploadedFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * The body of a request as it comes. The stream fails when it breaks off, and at its end when the bytes are not those that were signed:
 * nothing may count before it ended.
 */
export interface BodyBytes {
  readonly size: number;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** One endpoint of the API: its place, who may call it, and the zod schemas that check what goes in and out. */
export interface Endpoint<R extends Right = Right> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api`, parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission<R>;
  /** An act of legal effect: the request must carry an `Idempotency-Key`, so that sent twice it is done once. */
  readonly legalEffect?: true;
  readonly params?: ZodObject;
  readonly query?: ZodObject;
  readonly body?: ZodType;
  /** How long the body may be, where that is not `MOST_JSON_BYTES`. */
  readonly bodyBytes?: number;
  /** One multipart file part named `file`, at most `maxBytes` long, here within `deadlineMs`; excludes `body`. */
  readonly upload?: {
    readonly maxBytes: number;
    readonly mediaTypes: readonly string[];
    readonly deadlineMs?: number;
  };
  /** A body of `application/octet-stream`, at most `maxBytes` long, given to the handler as it comes; excludes `body`. */
  readonly bytes?: { readonly maxBytes: number };
  readonly status?: 200 | 201 | 202 | 204;
  /** A schema that strips the reply to what is promised; `file` for bytes, `events` for server-sent events. */
  readonly response: ZodType | 'file' | 'events';
  /** What the bytes of a `file` may be. */
  readonly mediaTypes?: readonly string[];
}

/**
 * The endpoints of one capability, by the name of the act or the question. `R` names the rights they may ask for: with
 * `Contract<keyof typeof grants>` one that nobody grants does not compile.
 */
export type Contract<R extends Right> = Readonly<Record<string, Endpoint<R>>>;

type Parsed<S> = S extends ZodType ? z.output<S> : undefined;

/** What a handler receives: every part already checked against its schema. */
export interface Checked<E extends Endpoint> {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly body: Parsed<E['body']>;
  readonly file: E extends { upload: object } ? UploadedFile : undefined;
  readonly bytes: E extends { bytes: object } ? BodyBytes : undefined;
}

/** Bytes that leave as a file: `open` streams them after their hash was checked. */
export interface FileReply {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly disposition: 'inline' | 'attachment';
  open(): NodeJS.ReadableStream;
  /** The same for some of them; missing where the file is made anew each time, so that nobody puts parts of two makings together. */
  openPart?(range: ByteRange): NodeJS.ReadableStream;
}

/** What a handler must give back: a value the reply schema accepts, or a file. */
export type Reply<E extends Endpoint> = E['response'] extends ZodType
  ? z.input<E['response']>
  : E['response'] extends 'file'
    ? FileReply
    : never;

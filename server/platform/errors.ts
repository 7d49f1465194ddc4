/** The kinds of refusal the system knows, each with its HTTP status (RFC 9110, RFC 6585). */
export const statusOfKind = {
  malformed: 400,
  unauthenticated: 401,
  'not-permitted': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  timeout: 408,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  'range-not-satisfiable': 416,
  misdirected: 421,
  invalid: 422,
  'precondition-required': 428,
  'too-many': 429,
  'headers-too-large': 431,
  internal: 500,
  'not-implemented': 501,
  unavailable: 503,
  'no-space': 507,
} as const;

export type ErrorKind = keyof typeof statusOfKind;

/** One field that was refused: `pointer` is a JSON pointer (RFC 6901) into the request, `code` a stable slug. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface ErrorDetails {
  readonly fields?: readonly FieldProblem[];
  /** Seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfter?: number;
  /** Further members of the problem document: ids and plain values that help the person, never internals. */
  readonly extra?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  /** The same refusal as somebody has signed it, in JSON: it is what the client gets, in the place of the problem document. */
  readonly signed?: string;
  readonly cause?: unknown;
}

/**
 * The one error the rules throw: `kind` decides the status, `code` is the slug of `/problems/<code>`,
 * the message says in one sentence what the case is (it reaches the client as `detail`).
 */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** The same 404 for what is missing and what may not be seen, so that an answer reveals nothing. */
export function notFound(): DomainError {
  return new DomainError('not-found', 'not-found', 'Nothing is here, or it is not yours to see');
}

/** What ends the work for a client that went away before it was answered; nobody hears of it, and nobody did anything wrong. */
export function clientGone(cause?: unknown): DomainError {
  return new DomainError('timeout', 'client-gone', 'The client went away', { cause });
}

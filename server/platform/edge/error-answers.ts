import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { domainErrorOf, problemOf } from '../api/problem.ts';
import { DomainError, notFound, statusOfKind } from '../errors.ts';
import { log } from '../log.ts';

/** Refusals that a person does not run into by mistake: each leaves a line that tells who and what (docs/bad-inputs.md, rows marked E). */
const securityEvents = new Set([
  'cross-site',
  'idempotency-conflict',
  'malformed-multipart',
  'misdirected-request',
  'type-mismatch',
  'unknown-property',
]);

/** The answer to a path that leads nowhere. */
export const nothingHere: RequestHandler = () => {
  throw notFound();
};

/** Told of every refusal before it is answered: audit records those that matter. It must not throw. */
export type OnRefusal = (refusal: DomainError, request: Request) => void;

/** Makes whatever was thrown a problem document (RFC 9457); what nobody foresaw is logged whole and told by its request id only. */
export function answerErrors(onRefusal?: OnRefusal): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const refusal = refusalOf(error);
    onRefusal?.(refusal, request);
    answer(refusal, response);
  };
}

function answer(refusal: DomainError, response: Response): void {
  const status = statusOfKind[refusal.kind];
  const requestId = String(response.locals.requestId);
  const about = { requestId, code: refusal.code, peer: response.locals.peer };
  if (status >= 500) log.error({ ...about, err: refusal.details.cause ?? refusal }, 'a request failed');
  else if (securityEvents.has(refusal.code))
    log.warn({ ...about, securityEvent: refusal.code }, 'a request was refused');
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  answerProblem(response, refusal, requestId);
}

function answerProblem(response: Response, refusal: DomainError, requestId: string): void {
  const { retryAfter, signed } = refusal.details;
  for (const name of ['Content-Disposition', 'Content-Length', 'ETag', 'Last-Modified']) response.removeHeader(name);
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
  response.setHeader('Cache-Control', 'no-store');
  response
    .status(statusOfKind[refusal.kind])
    .type(signed === undefined ? 'application/problem+json' : 'application/json')
    .send(signed ?? JSON.stringify(problemOf(refusal, requestId)));
}

/** Express and its parts throw errors of their own for requests they cannot read. */
function refusalOf(error: unknown): DomainError {
  if (error instanceof URIError)
    return new DomainError('malformed', 'malformed-path', 'The path cannot be read', { cause: error });
  const status = (error as { status?: unknown } | null)?.status;
  if (error instanceof DomainError || typeof status !== 'number' || status >= 500) return domainErrorOf(error);
  return status === 404 || status === 403
    ? notFound()
    : new DomainError('malformed', 'malformed-request', 'The request cannot be read', { cause: error });
}

import type { RequestHandler } from 'express';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { METHODS } from './unreadable.ts';

/**
 * Gives every request its id: in `response.locals.requestId`, in the header `X-Request-Id`, in the log and in problems. Notes the
 * peer, by `TRUST_PROXY`, while the connection surely is there.
 */
export const nameRequest: RequestHandler = (request, response, next) => {
  response.locals.requestId = newId();
  response.locals.peer = request.ip;
  response.setHeader('X-Request-Id', response.locals.requestId);
  next();
};

/**
 * Refuses methods nobody offers, TRACE among them, targets that cannot be decoded or name another server, and HTTP/1.1 without `Host`
 * (RELIABILITY rows 17 to 19; RFC 9112 §3.2).
 */
export const refuseOddRequests: RequestHandler = (request, response, next) => {
  const methods: readonly string[] = METHODS;
  if (!methods.includes(request.method)) {
    response.setHeader('Allow', methods.join(', '));
    throw new DomainError('method-not-allowed', 'method-not-allowed', `Allowed here: ${methods.join(', ')}`);
  }
  if (request.headers.host === undefined && request.httpVersion === '1.1') {
    throw new DomainError('malformed', 'malformed-request', 'HTTP/1.1 names the host');
  }
  const [path = ''] = request.url.split('?');
  if (!path.startsWith('/') || !isDecodable(path)) {
    throw new DomainError('malformed', 'malformed-path', 'The path cannot be read');
  }
  next();
};

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/**
 * Answers only to its own names, so that no other name can be rebound to this server (RELIABILITY row 18). The port decides nothing: a
 * proxy may leave it out of `Host`.
 */
export function refuseForeignHost(publicUrl: URL | undefined): RequestHandler {
  return (request, _response, next) => {
    const host = request.headers.host ?? '';
    if (!isNamed(host, publicUrl) && !isLoopback(host)) {
      throw new DomainError('misdirected', 'misdirected-request', 'This server does not answer to that name');
    }
    next();
  };
}

/** Whether a `Host` is the name people use. */
export function isNamed(host: string, publicUrl: URL | undefined): boolean {
  return host.toLowerCase().replace(/:\d{1,5}$/, '') === publicUrl?.hostname;
}

/** Whether a `Host` means this machine itself. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}

const LINGER_MS = 3_000;

/** Cuts off a body that goes on arriving after its request was answered, instead of reading gigabytes for nothing. */
export const cutUnreadBodies: RequestHandler = (request, response, next) => {
  const { socket } = request;
  response.once('finish', () => {
    if (request.complete) return;
    const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    request.once('close', () => clearTimeout(cut));
  });
  next();
};

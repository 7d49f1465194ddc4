import type { Request, RequestHandler } from 'express';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { cutAfterLingering } from './linger.ts';
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

/** Far more than browsers and proxies send. Node reads 2,000 and drops the rest without a word. */
const MOST_HEADERS = 100;

/**
 * Refuses methods nobody offers, TRACE among them, targets that cannot be decoded or name another server, more headers than anybody
 * needs, and what two servers in a row could read as two different requests (docs/bad-inputs.md, rows 15 to 19).
 */
export const refuseOddRequests: RequestHandler = (request, response, next) => {
  const methods: readonly string[] = METHODS;
  if (!methods.includes(request.method)) {
    response.setHeader('Allow', methods.join(', '));
    throw new DomainError('method-not-allowed', 'method-not-allowed', `Allowed here: ${methods.join(', ')}`);
  }
  if (request.rawHeaders.length > 2 * MOST_HEADERS) {
    throw new DomainError('headers-too-large', 'headers-too-large', `More than ${MOST_HEADERS} headers`);
  }
  const doubt = doubtAbout(request);
  if (doubt !== undefined) {
    response.setHeader('Connection', 'close');
    throw new DomainError('malformed', 'malformed-request', doubt);
  }
  const [path = ''] = request.url.split('?');
  if (!path.startsWith('/') || request.url.includes('#') || !isDecodable(path)) {
    throw new DomainError('malformed', 'malformed-path', 'The path cannot be read');
  }
  next();
};

/**
 * What Node lets pass, and a proxy may read in another way: two hosts, a body in an encoding that nobody takes off, another HTTP (RFC 9112
 * §3.2, §6.1).
 */
function doubtAbout({ httpVersion, headers, headersDistinct }: Request): string | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 'There is HTTP/1.1 and HTTP/1.0';
  const hosts = headersDistinct.host?.length ?? 0;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return 'A request names one host';
  const encoding = headers['transfer-encoding'];
  if (encoding === undefined) return undefined;
  return httpVersion === '1.1' && encoding.toLowerCase() === 'chunked'
    ? undefined
    : 'A body comes in chunks or by length';
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/**
 * Answers only to its own names, so that no other name can be rebound to this server (docs/bad-inputs.md, row 18). The port decides nothing: a
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

/** Cuts off a body that goes on arriving after its request was answered, instead of reading gigabytes for nothing. */
export const cutUnreadBodies: RequestHandler = (request, response, next) => {
  const { socket } = request;
  response.once('finish', () => {
    if (!request.complete) cutAfterLingering(socket, request);
  });
  next();
};

import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError, statusOfKind } from '../errors.ts';
import { newId } from '../ids.ts';
import { log } from '../log.ts';
import { problemOf } from '../problem.ts';

/** Every method that some endpoint has. */
export const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/**
 * Answers what Node cannot read as HTTP, and would answer in words of its own or not at all, with a problem document like any other, and
 * ends the connection (RELIABILITY rows 15 to 17). An `Expect` that nobody understands is no reason to refuse (RFC 9110 §10.1.1).
 */
export function answerUnreadable(server: Server): Server {
  const answering = new WeakMap<Duplex, ServerResponse>();
  return server
    .prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      answering.set(request.socket, response);
    })
    .on('checkExpectation', (request, response) => server.emit('request', request, response))
    .on('connect', (_request: IncomingMessage, socket: Duplex) => end(socket, unknownMethod()))
    .on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      const current = answering.get(socket);
      const isMidway = current?.headersSent === true && !current.writableFinished;
      if (error.code === 'ECONNRESET' || !socket.writable || isMidway) socket.destroy(error);
      else end(socket, refusalOf(error));
    });
}

function refusalOf(error: NodeJS.ErrnoException): DomainError {
  const details = { cause: error };
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new DomainError('headers-too-large', 'headers-too-large', 'The headers have more than 16 KB', details);
    case 'HPE_INVALID_METHOD':
      return unknownMethod(error);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new DomainError('timeout', 'request-timeout', 'The request did not arrive in time', details);
    default:
      return new DomainError('malformed', 'malformed-request', 'The request cannot be read', details);
  }
}

function unknownMethod(cause?: unknown): DomainError {
  return new DomainError('not-implemented', 'method-unknown', `There are ${METHODS.join(', ')}`, { cause });
}

function end(socket: Duplex, refusal: DomainError): void {
  const requestId = newId();
  const status = statusOfKind[refusal.kind];
  const peer = 'remoteAddress' in socket ? socket.remoteAddress : undefined;
  log.info({ requestId, code: refusal.code, peer, status }, 'a request could not be read');
  const body = JSON.stringify(problemOf(refusal, requestId));
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    ...(refusal.kind === 'not-implemented' ? [`Allow: ${METHODS.join(', ')}`] : []),
    'Connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}

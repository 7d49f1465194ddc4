import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemOf } from '../api/problem.ts';
import { DomainError, statusOfKind } from '../errors.ts';
import { newId } from '../ids.ts';
import { log } from '../log.ts';
import { cutAfterLingering } from './linger.ts';

/** Every method that some endpoint has. */
export const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/**
 * Answers what Node cannot read as HTTP, and would answer in words of its own or not at all, with a problem document like any other, and
 * ends the connection (docs/bad-inputs.md, rows 15 to 17). A whole request that came before on the same connection is answered first: a refusal
 * in its place would deny an act that was done. An `Expect` that nobody understands is no reason to refuse (RFC 9110 §10.1.1), and one
 * that is understood waits for whoever reads the body (`ask-for-body.ts`).
 */
export function answerUnreadable(server: Server): Server {
  const newest = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  const serve = (request: IncomingMessage, response: ServerResponse) => server.emit('request', request, response);
  const refuse = (socket: Duplex, refusal: DomainError): void => {
    refused.add(socket);
    const latest = newest.get(socket);
    if (!latest) answer(socket, refusal);
    else if (latest.req.complete) onceSent(latest, () => answer(socket, refusal));
    // What cannot be read is the rest of the request itself: it is answered once.
    else if (latest.writableEnded) onceSent(latest, () => hangUp(socket));
    else if (latest.headersSent) socket.destroy();
    else answer(socket, refusal);
  };
  return server
    .prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      newest.set(request.socket, response);
    })
    .on('checkContinue', serve)
    .on('checkExpectation', serve)
    .on('connect', (_request: IncomingMessage, socket: Duplex) => refuse(socket, unknownMethod()))
    .on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      if (refused.has(socket)) return;
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy(error);
      else refuse(socket, refusalOf(error));
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

function onceSent(response: ServerResponse, act: () => void): void {
  if (response.writableFinished) act();
  else response.once('close', act);
}

function answer(socket: Duplex, refusal: DomainError): void {
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
  hangUp(socket, `${headers.join('\r\n')}\r\n\r\n${body}`);
}

/** Ends a connection with these words. */
function hangUp(socket: Duplex, words = ''): void {
  // Node gives a connection that asks for a tunnel out of its hands: without this, one that breaks would end the whole process.
  socket.on('error', () => socket.destroy());
  socket.end(words);
  // What still comes is dropped, or nobody would notice that the peer has gone.
  socket.resume();
  cutAfterLingering(socket, socket);
}

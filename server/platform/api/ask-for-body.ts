import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets a client that waits for a word (`Expect: 100-continue`) send its body. Whoever reads a body says it when all that can be judged
 * without it is judged, so that nobody sends 100 MB to learn that he is not signed in (RFC 9110 §10.1.1).
 */
export function askForBody(request: IncomingMessage, response: ServerResponse): void {
  const waits = request.httpVersion === '1.1' && /100-continue/i.test(request.headers.expect ?? '');
  if (waits) response.writeContinue();
}

import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { clientGone, DomainError } from '../errors.ts';
import { askForBody } from './ask-for-body.ts';
import type { BodyBytes } from './contract.ts';

/**
 * The body of a request as it comes, `application/octet-stream` of a length that is said. Refuses with 415 another type, 400
 * `length-required` a body without a length, 413 one of more than `maxBytes`. `judge` is told the SHA-256 of all bytes before the stream ends,
 * and fails it by refusing.
 */
export function bodyBytes(
  { request, response }: { readonly request: Request; readonly response: Response },
  { maxBytes }: { readonly maxBytes: number },
  judge: (sha256: string) => void,
): BodyBytes {
  const { 'content-type': type, 'content-encoding': encoding, 'content-length': length } = request.headers;
  if (type?.toLowerCase() !== 'application/octet-stream' || encoding !== undefined)
    throw new DomainError('unsupported', 'unsupported-media-type', 'Send application/octet-stream, not compressed');
  if (length === undefined) throw new DomainError('malformed', 'length-required', 'Say the length of the body');
  const size = Number(length);
  if (size > maxBytes)
    throw new DomainError('too-large', 'too-large', `A body may hold ${maxBytes} bytes`, { extra: { maxBytes } });
  return { size, stream: judged(request, response, judge) };
}

async function* judged(request: Request, response: Response, judge: (sha256: string) => void): AsyncGenerator<Buffer> {
  askForBody(request, response);
  const hash = createHash('sha256');
  try {
    // Leaving the loop early must not destroy the request: its connection still carries the refusal.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw request.destroyed && !request.complete ? clientGone(error) : error;
  }
  judge(hash.digest('hex'));
}

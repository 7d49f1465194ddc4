import type { Request, RequestHandler } from 'express';
import { DomainError } from '../errors.ts';
import { isLoopback } from './edge-guards.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send (docs/bad-inputs.md, row 81): acts, and event streams. Browsers say so in `Sec-Fetch-Site`,
 * older ones in `Origin`, which names scheme, host and port; programs say neither and carry no cookie they did not mean to send.
 */
export function refuseCrossSite(publicUrl: URL | undefined): RequestHandler {
  return (request, _response, next) => {
    if (!safeMethods.has(request.method) && isCrossSite(request, publicUrl)) throw crossSite();
    next();
  };
}

/** Whether a page of another site made the browser send this. */
export function isCrossSite(request: Pick<Request, 'headers'>, publicUrl: URL | undefined): boolean {
  const { 'sec-fetch-site': site, origin, host = '' } = request.headers;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined || origin === publicUrl?.origin) return false;
  return !(isLoopback(host) && origin === `http://${host}`);
}

function crossSite(): DomainError {
  return new DomainError('not-permitted', 'cross-site', 'This request was started by a page of another site');
}

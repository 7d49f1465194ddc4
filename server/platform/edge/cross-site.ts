import type { Request, RequestHandler } from 'express';
import { DomainError } from '../errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send (RELIABILITY row 81): acts, and event streams. Browsers say so in `Sec-Fetch-Site`,
 * older ones in `Origin`; programs say neither and carry no cookie they did not mean to send.
 */
export function refuseCrossSite(publicUrl: URL | undefined): RequestHandler {
  return (request, _response, next) => {
    if (!safeMethods.has(request.method) && isCrossSite(request, publicUrl)) throw crossSite();
    next();
  };
}

/** Whether a page of another site made the browser send this. */
export function isCrossSite(request: Pick<Request, 'headers'>, publicUrl: URL | undefined): boolean {
  const { 'sec-fetch-site': site, origin, host } = request.headers;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin).host;
  return from !== host && from !== publicUrl?.host;
}

function crossSite(): DomainError {
  return new DomainError('not-permitted', 'cross-site', 'This request was started by a page of another site');
}

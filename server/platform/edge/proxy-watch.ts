import type { Request, RequestHandler } from 'express';
import { log } from '../log.ts';
import { isNamed } from './edge-guards.ts';

export interface Proxied {
  readonly publicUrl: URL | undefined;
  readonly trustProxy: number;
}

const sentences = {
  'not-trusted':
    'A proxy hands on requests, but TRUST_PROXY is 0: nobody can sign in over https, and everybody counts as one client. Set TRUST_PROXY=1.',
  'no-scheme': 'The proxy does not say "X-Forwarded-Proto: https": nobody can sign in. Let it set this header.',
  'no-client':
    'The proxy does not say "X-Forwarded-For": everybody counts as one client, and shares its limits. Let it set this header.',
} as const;

export type ProxyFault = keyof typeof sentences;

/** What is wrong between this server and the proxy in front of it, told from a request for the name people use. */
export function proxyFault(request: Pick<Request, 'headers' | 'secure'>, proxied: Proxied): ProxyFault | undefined {
  const { publicUrl, trustProxy } = proxied;
  if (publicUrl?.protocol !== 'https:' || !isNamed(request.headers.host ?? '', publicUrl)) return undefined;
  // Whoever comes over TLS to a server that believes no proxy has come by its own certificate.
  if (trustProxy === 0) return request.secure ? undefined : 'not-trusted';
  if (!request.secure) return 'no-scheme';
  return request.headers['x-forwarded-for'] === undefined ? 'no-client' : undefined;
}

/** Says such a fault in the log when it is first seen: what follows from it looks like anything but a forgotten header. */
export function watchProxy(proxied: Proxied): RequestHandler {
  const said = new Set<ProxyFault>();
  return (request, _response, next) => {
    const fault = proxyFault(request, proxied);
    if (fault && !said.has(fault)) {
      said.add(fault);
      log.error({ fault }, sentences[fault]);
    }
    next();
  };
}

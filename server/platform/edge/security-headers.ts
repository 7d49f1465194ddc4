import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { randomHex } from '../ids.ts';

const TWO_YEARS_SECONDS = 2 * 365 * 24 * 3600;

/**
 * The headers of every answer: no inline script, styles of the component library by nonce, WebAssembly for the PDF viewer,
 * never inside another site's frame, in no index of a search engine. `response.locals.styleNonce` is the nonce of this answer.
 */
export function securityHeaders(publicUrl: URL | undefined): RequestHandler {
  const headers = headersWith(NONCE_PLACE, publicUrl?.protocol === 'https:');
  const [beforeNonce = '', afterNonce = ''] = (headers.get(POLICY) ?? '').split(NONCE_PLACE);
  headers.delete(POLICY);
  return (_request, response, next) => {
    const nonce = randomHex();
    response.locals.styleNonce = nonce;
    response.setHeader(POLICY, `${beforeNonce}${nonce}${afterNonce}`);
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

const POLICY = 'content-security-policy';
const NONCE_PLACE = '{nonce}';

/** What helmet sets, asked once: but for the nonce it is the same for every answer. */
function headersWith(nonce: string, https: boolean): Map<string, string> {
  const headers = new Map([
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['x-robots-tag', 'noindex, nofollow'],
  ]);
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", `'nonce-${nonce}'`],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        // A PDF of ours in a frame of its own, for the browser to print.
        frameSrc: ['blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: TWO_YEARS_SECONDS, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  const blank = new ServerResponse(new IncomingMessage(new Socket()));
  setHeaders(blank.req, blank, (error) => {
    if (error) throw error;
  });
  for (const name of blank.getHeaderNames()) headers.set(name, String(blank.getHeader(name)));
  return headers;
}

/** The style nonce of an answer, for the pages that put it into their HTML. */
export function nonceOf(response: object): string {
  const { locals } = response as { locals?: { styleNonce?: unknown } };
  return typeof locals?.styleNonce === 'string' ? locals.styleNonce : '';
}

import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const TWO_YEARS_SECONDS = 2 * 365 * 24 * 3600;

/**
 * The headers of every answer: no inline script, styles of the component library by nonce, WebAssembly for the PDF viewer,
 * never inside another site's frame. `response.locals.styleNonce` is the nonce of this answer.
 */
export function securityHeaders(publicUrl: URL | undefined): RequestHandler[] {
  const https = publicUrl?.protocol === 'https:';
  const nonce: RequestHandler = (_request, response, next) => {
    response.locals.styleNonce = randomBytes(16).toString('base64');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    next();
  };
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
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
  return [nonce, headers];
}

/** The style nonce of an answer, for the pages that put it into their HTML. */
export function nonceOf(response: object): string {
  const { locals } = response as { locals?: { styleNonce?: unknown } };
  return typeof locals?.styleNonce === 'string' ? locals.styleNonce : '';
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { notFound } from '../errors.ts';
import { compressedAssets } from './compressed-assets.ts';
import { nonceOf } from './security-headers.ts';

export interface WebClient {
  /** Where the build of the client is. */
  readonly folder: string;
  /** Paths of its pages, with parameters as `:name`; each answers with the same HTML. */
  readonly pages: readonly string[];
}

/** The name of an asset holds the hash of its content. */
const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

const NONCE_PLACE = '__NONCE__';

/**
 * Serves the built client: assets whose names hold their hash are kept for ever, pages get the style nonce of their answer. Nothing else
 * is here: no source map, no file that begins with a dot, no path outside the list of pages (docs/bad-inputs.md, row 100); whoever opens one in
 * a browser gets the page that says so, with the same 404.
 */
export function webClient({ folder, pages }: WebClient): Router {
  const router = Router();
  router.use((request, _response, next) => {
    if (/\.map$|\/\.|^\/index\.html$/i.test(request.path)) throw notFound();
    next();
  });
  const files = { index: false, redirect: false, dotfiles: 'ignore' } as const;
  router.use('/assets', compressedAssets(join(folder, 'assets'), KEPT_FOR_EVER));
  router.use('/pdfjs', compressedAssets(join(folder, 'pdfjs'), 'public, max-age=3600'));
  router.use('/assets', express.static(join(folder, 'assets'), { ...files, immutable: true, maxAge: '365d' }), () => {
    throw notFound();
  });
  router.use(express.static(folder, { ...files, maxAge: '1h' }));
  router.get([...pages], sendPage(folder, 200));
  // A person who followed a wrong link is told so by the client in words; a program, which asks for no page, by the problem.
  const saysSo = sendPage(folder, 404);
  router.get(/^[^.]*$/, (request, response, next) =>
    request.accepts(['json', 'html']) === 'html' ? saysSo(request, response, next) : next(),
  );
  return router;
}

function sendPage(folder: string, status: number): RequestHandler {
  return async (_request, response) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    response.setHeader('Cache-Control', 'no-store');
    response
      .status(status)
      .type('html')
      .send(html.replaceAll(NONCE_PLACE, nonceOf(response)));
  };
}

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const compress = promisify(gzip);
const assetName = /^[A-Za-z0-9_-][\w.-]*\.(js|css|svg)$/;

/** The name of an asset holds the hash of its content. */
const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** Sends scripts and styles of a folder compressed, each compressed once; leaves everything else to the next handler. */
export function compressedAssets(folder: string): RequestHandler {
  const compressed = new Map<string, Buffer>();
  return async (request, response, next) => {
    const name = request.path.slice(1);
    if (request.method !== 'GET' || !assetName.test(name) || !request.acceptsEncodings('gzip')) return next();
    const bytes = compressed.get(name) ?? (await compressFile(join(folder, name)));
    if (!bytes) return next();
    compressed.set(name, bytes);
    response.set({ 'Cache-Control': KEPT_FOR_EVER, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' });
    response.type(extname(name)).send(bytes);
  };
}

async function compressFile(path: string): Promise<Buffer | undefined> {
  try {
    return await compress(await readFile(path), { level: 9 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';
import { systemErrorCode } from '../state/start-up-failure.ts';

const compress = promisify(gzip);
const assetName = /^([\w-]+\/)*[\w-][\w.-]*$/;
/** Compressed by their own form: to do it again only costs both sides time. */
const packedAlready = /\.(woff2?|png|jpe?g|gif|webp)$/;
/** What was compressed in this process, by its path. */
const compressed = new Map<string, Buffer>();

/** Sends the files of a folder compressed, each compressed once; leaves what does not shrink, or is not there, to the next handler. */
export function compressedAssets(folder: string, cacheControl: string): RequestHandler {
  return async (request, response, next) => {
    const name = request.path.slice(1);
    if (request.method !== 'GET' || !assetName.test(name) || packedAlready.test(name)) return next();
    if (!request.acceptsEncodings('gzip')) return next();
    const path = join(folder, name);
    const bytes = compressed.get(path) ?? (await compressFile(path));
    if (!bytes) return next();
    compressed.set(path, bytes);
    response.set({ 'Cache-Control': cacheControl, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' });
    response.type(extname(name)).send(bytes);
  };
}

async function compressFile(path: string): Promise<Buffer | undefined> {
  try {
    return await compress(await readFile(path), { level: 9 });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}

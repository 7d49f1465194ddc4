import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { clientGone, DomainError } from '../errors.ts';
import { rangeOf } from './byte-range.ts';
import type { FileReply } from './contract.ts';

/**
 * Sends a file under its name, inert in a browser, or the one part of it that is asked for. Whatever ends the sending – the last byte, an
 * error of the disk, a client that goes away – closes the file.
 */
export async function sendFile(response: Response, file: FileReply): Promise<void> {
  const part = partAskedFor(response, file);
  response.setHeader('Content-Type', file.mediaType);
  response.setHeader('Content-Length', part ? part.size : file.size);
  response.setHeader('Content-Disposition', dispositionOf(file));
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-SHA256', file.sha256);
  if (response.req.method === 'HEAD') return void response.end();
  await pipeline(part ? part.open() : file.open(), response).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE' ? clientGone(error) : error;
  });
}

/** The part of a file that a request asks for, if it asks for one, said in the head of the answer; of 416 too (RFC 9110 §14.4). */
function partAskedFor(response: Response, { size, openPart }: FileReply) {
  if (!openPart) return undefined;
  response.setHeader('Accept-Ranges', 'bytes');
  const { method, headers } = response.req;
  // No version of a file has a name here that a client could have kept, so `If-Range` never holds (§13.1.5).
  if (method !== 'GET' || headers['if-range'] !== undefined) return undefined;
  const range = rangeOf(headers.range, size);
  if (range === undefined) return undefined;
  if (range === 'beyond') {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw new DomainError('range-not-satisfiable', 'range-not-satisfiable', `The file has ${size} bytes`);
  }
  response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  return { size: range.end - range.start + 1, open: () => openPart(range) };
}

/** Content-Disposition with an ASCII name for old clients and the true name beside it (RFC 6266, RFC 8187). */
function dispositionOf({ disposition, name }: Pick<FileReply, 'disposition' | 'name'>): string {
  const ascii = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\x20-\x7e]|["\\%;/]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${exact}`;
}

import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { clientGone } from '../errors.ts';
import type { FileReply } from './contract.ts';

/**
 * Sends a file under its name, inert in a browser. Whatever ends the sending – the last byte, an error of the disk, a client that goes
 * away – closes the file.
 */
export async function sendFile(response: Response, file: FileReply): Promise<void> {
  response.setHeader('Content-Type', file.mediaType);
  response.setHeader('Content-Length', file.size);
  response.setHeader('Content-Disposition', dispositionOf(file));
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-SHA256', file.sha256);
  if (response.req.method === 'HEAD') return void response.end();
  await pipeline(file.open(), response).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE' ? clientGone(error) : error;
  });
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

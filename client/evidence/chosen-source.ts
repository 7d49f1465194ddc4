import { createHash } from 'node:crypto';
import type { ByteSource } from '../../server/exchange/evidence/read-archive.ts';

/** So much of a long file is held at once. */
const PIECE = 4 * 1024 * 1024;

/** A file that a person chose, read part by part. */
export function chosenSource(file: Blob): ByteSource {
  const read = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer());
  return {
    size: file.size,
    read,
    async sha256(start, end) {
      const hash = createHash('sha256');
      for (let at = start; at < end; at += PIECE) hash.update(await read(at, Math.min(end, at + PIECE)));
      return hash.digest('hex');
    },
  };
}

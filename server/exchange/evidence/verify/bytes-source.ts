import { createHash } from 'node:crypto';
import type { ByteSource } from '../read-archive.ts';

/** Bytes at hand as something that is read part by part. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (start, end) => bytes.subarray(start, end),
    sha256: async (start, end) => createHash('sha256').update(bytes.subarray(start, end)).digest('hex'),
  };
}

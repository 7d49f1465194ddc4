import { type FileHandle, open } from 'node:fs/promises';
import type { ByteRange } from '../api/byte-range.ts';

/** So much of a file is read at once, unless said otherwise. */
const READ_AT_ONCE = 64 * 1024;

/** Memories that files were read into and the next ones will be, by their length: what is collected late, a long file would leave by the hundred. */
const spare = new Map<number, Buffer[]>();
const MOST_SPARE = 64;

/**
 * The bytes of a file, all or a range of them, in pieces of one length; the last may be shorter. All are read into the same memory, so that a long
 * file leaves nothing to be collected: each piece holds until the next one is asked for, or none is any more.
 */
export async function* piecesOfFile(
  path: string,
  length = READ_AT_ONCE,
  { start, end }: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY },
): AsyncGenerator<Buffer> {
  const file = await open(path);
  const memory = spare.get(length)?.pop() ?? Buffer.allocUnsafeSlow(length);
  try {
    for (let at = start; at <= end; ) {
      const piece = await filled(file, memory.subarray(0, Math.min(length, end + 1 - at)), at);
      if (piece.length === 0) return;
      yield piece;
      at += piece.length;
    }
  } finally {
    keepForNext(memory);
    await file.close();
  }
}

function keepForNext(memory: Buffer): void {
  const kept = spare.get(memory.length) ?? [];
  if (kept.length < MOST_SPARE) kept.push(memory);
  spare.set(memory.length, kept);
}

/** The part of a memory that the file fills from a place on: all of it unless the file ends before. */
async function filled(file: FileHandle, memory: Buffer, at: number): Promise<Buffer> {
  let held = 0;
  while (held < memory.length) {
    const { bytesRead } = await file.read(memory, held, memory.length - held, at + held);
    if (bytesRead === 0) break;
    held += bytesRead;
  }
  return memory.subarray(0, held);
}

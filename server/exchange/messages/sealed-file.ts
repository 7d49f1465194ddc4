import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { ByteRange } from '../../platform/api/byte-range.ts';
import { refusal } from './message-refusal.ts';

/** So much plain text is in each piece of a sealed file but the last (docs/exchange-protocol.md, section 10). */
export const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_BYTES = PIECE_BYTES + TAG_BYTES;

/** A file whose plain bytes can be read from any place on. */
export interface PlainFile {
  readonly size: number;
  stream(range?: ByteRange): AsyncIterable<Uint8Array>;
}

/** How long a file of so many bytes is once it is sealed. */
export function sealedSize(size: number): number {
  return size + TAG_BYTES * Math.ceil(size / PIECE_BYTES);
}

/** How long a file is once it is sealed with this key, and the SHA-256 of those bytes: they are the same as often as they are made. */
export async function measureSealed(file: PlainFile, key: Uint8Array): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  for await (const bytes of sealedBytes(file, key)) hash.update(bytes);
  return { size: sealedSize(file.size), sha256: hash.digest('hex') };
}

/** The bytes of a file sealed with a key, all or a range of them; of what comes before the range nothing is read but the rest of its first piece. */
export async function* sealedBytes(file: PlainFile, key: Uint8Array, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const { start, end } = range ?? { start: 0, end: sealedSize(file.size) - 1 };
  const [first, last] = [Math.floor(start / SEALED_BYTES), Math.floor(end / SEALED_BYTES)];
  const plain = { start: first * PIECE_BYTES, end: Math.min((last + 1) * PIECE_BYTES, file.size) - 1 };
  const lastOfFile = Math.ceil(file.size / PIECE_BYTES) - 1;
  let number = first;
  for await (const piece of inPieces(file.stream(plain), PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, number === lastOfFile));
    const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    const from = number * SEALED_BYTES;
    yield sealed.subarray(Math.max(start - from, 0), end + 1 - from);
    number += 1;
  }
}

/** The plain bytes of a sealed file of this plain size, each piece after its tag. Refuses with `cannot-decrypt` what is not sealed with this key. */
export async function* openedBytes(
  sealed: AsyncIterable<Uint8Array>,
  { key, size }: { readonly key: Uint8Array; readonly size: number },
): AsyncGenerator<Uint8Array> {
  const last = Math.ceil(size / PIECE_BYTES) - 1;
  let number = 0;
  for await (const piece of inPieces(sealed, SEALED_BYTES)) {
    yield openedPiece(piece, key, nonceOf(number, number === last));
    number += 1;
  }
  if (number !== last + 1) throw refusal('cannot-decrypt', 'A sealed file has not as many pieces as its size says');
}

function openedPiece(piece: Buffer, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAuthTag(piece.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw refusal('cannot-decrypt', 'A piece of a file was not sealed with the key that the message gives', cause);
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** The same bytes in pieces of one length; the last may be shorter. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafe(length);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + length - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < length) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { ByteRange } from '../../platform/api/byte-range.ts';
import { digestOf } from '../../platform/files/digest-of.ts';
import { refusal } from './message-refusal.ts';

/** So much plain text is in each piece of a sealed file but the last (docs/exchange-protocol.md, section 10). */
export const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_BYTES = PIECE_BYTES + TAG_BYTES;

/** A file that is read in pieces of one length, the last of which may be shorter; each needs to hold only until the next is asked for. */
export interface FileInPieces {
  pieces(length: number, range?: ByteRange): AsyncIterable<Uint8Array>;
}

/** A file whose plain bytes can be read from any place on. */
export interface PlainFile extends FileInPieces {
  readonly size: number;
}

/** Bytes in memory as such a file. */
export function fileOf(bytes: Uint8Array): PlainFile {
  return {
    size: bytes.length,
    pieces: async function* (length, { start, end } = { start: 0, end: bytes.length - 1 }) {
      for (let at = start; at <= end; at += length) yield bytes.subarray(at, Math.min(at + length, end + 1));
    },
  };
}

/** How long a file of so many bytes is once it is sealed. */
export function sealedSize(size: number): number {
  return size + TAG_BYTES * Math.ceil(size / PIECE_BYTES);
}

/** How long a file is once it is sealed with this key, and the SHA-256 of those bytes: they are the same as often as they are made. */
export async function measureSealed(file: PlainFile, key: Uint8Array): Promise<{ size: number; sha256: string }> {
  return { size: sealedSize(file.size), sha256: await digestOf(() => sealedBytes(file, key)) };
}

/** The bytes of a file sealed with a key, all or a range of them; of what comes before the range nothing is read but the rest of its first piece. */
export async function* sealedBytes(file: PlainFile, key: Uint8Array, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const { start, end } = range ?? { start: 0, end: sealedSize(file.size) - 1 };
  const [first, last] = [Math.floor(start / SEALED_BYTES), Math.floor(end / SEALED_BYTES)];
  const plain = { start: first * PIECE_BYTES, end: Math.min((last + 1) * PIECE_BYTES, file.size) - 1 };
  const lastOfFile = Math.ceil(file.size / PIECE_BYTES) - 1;
  let [number, at] = [first, first * SEALED_BYTES];
  for await (const piece of file.pieces(PIECE_BYTES, plain)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, number === lastOfFile));
    for (const bytes of [cipher.update(piece), cipher.final(), cipher.getAuthTag()]) {
      const wanted = bytes.subarray(Math.max(start - at, 0), Math.max(end + 1 - at, 0));
      if (wanted.length > 0) yield wanted;
      at += bytes.length;
    }
    number += 1;
  }
}

/** The plain bytes of a sealed file of this plain size, each piece after its tag. Refuses with `cannot-decrypt` what is not sealed with this key. */
export async function* openedBytes(
  sealed: FileInPieces,
  { key, size }: { readonly key: Uint8Array; readonly size: number },
): AsyncGenerator<Uint8Array> {
  const last = Math.ceil(size / PIECE_BYTES) - 1;
  let number = 0;
  for await (const piece of sealed.pieces(SEALED_BYTES)) {
    yield openedPiece(piece, key, nonceOf(number, number === last));
    number += 1;
  }
  if (number !== last + 1) throw refusal('cannot-decrypt', 'A sealed file has not as many pieces as its size says');
}

function openedPiece(piece: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAuthTag(piece.subarray(-TAG_BYTES));
    const plain = decipher.update(piece.subarray(0, -TAG_BYTES));
    decipher.final();
    return plain;
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

import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  fileOf,
  measureSealed,
  openedBytes,
  PIECE_BYTES,
  type PlainFile,
  sealedBytes,
  sealedSize,
} from '../../../server/exchange/messages/sealed-file.ts';
import { DomainError } from '../../../server/platform/errors.ts';

const key = randomBytes(32);

/** A file of so many bytes that is read as files are: each piece holds only until the next is asked for. */
const aFile = (size: number): PlainFile & { readonly bytes: Buffer } => {
  const bytes = randomBytes(size);
  const memory = Buffer.alloc(PIECE_BYTES);
  return {
    ...{ size, bytes },
    async *pieces(length, range) {
      for await (const piece of fileOf(bytes).pieces(length, range)) {
        memory.set(piece);
        yield memory.subarray(0, piece.length);
      }
    },
  };
};
const all = async (bytes: AsyncIterable<Uint8Array>) => await buffer(bytes);
const outcome = async (sealed: Buffer, size: number, by: Uint8Array = key) =>
  await all(openedBytes(fileOf(sealed), { key: by, size })).then(
    () => 'opened',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('a sealed file', () => {
  const sizes = [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 17];

  it('opens to the same bytes with its key, whatever its length', async () => {
    for (const size of sizes) {
      const file = aFile(size);
      const sealed = await all(sealedBytes(file, key));
      expect(sealed.length).to.equal(sealedSize(size));
      const sha256 = createHash('sha256').update(sealed).digest('hex');
      expect(await measureSealed(file, key)).to.deep.equal({ size: sealed.length, sha256 });
      expect((await all(openedBytes(fileOf(sealed), { key, size }))).equals(file.bytes)).to.equal(true);
    }
  });

  it('is made anew from any place on, byte for byte', async () => {
    const file = aFile(3 * PIECE_BYTES + 17);
    const whole = await all(sealedBytes(file, key));
    const place = fc.nat(whole.length - 1);
    const property = fc.asyncProperty(place, place, async (one, other) => {
      const range = { start: Math.min(one, other), end: Math.max(one, other) };
      const part = await all(sealedBytes(file, key, range));
      expect(part.equals(whole.subarray(range.start, range.end + 1))).to.equal(true);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('does not open with another key, a changed bit, pieces that are missing, more or in another order', async () => {
    const size = 2 * PIECE_BYTES + 100;
    const sealed = await all(sealedBytes(aFile(size), key));
    const piece = PIECE_BYTES + 16;
    const [first, second, last] = [
      sealed.subarray(0, piece),
      sealed.subarray(piece, 2 * piece),
      sealed.subarray(2 * piece),
    ];
    expect(await outcome(sealed, size)).to.equal('opened');
    expect(await outcome(sealed, size, randomBytes(32))).to.equal('cannot-decrypt');
    for (const at of [0, piece - 1, sealed.length - 1])
      expect(await outcome(Buffer.from(sealed.with(at, (sealed[at] ?? 0) ^ 1)), size)).to.equal('cannot-decrypt');
    for (const wrong of [
      [first, second],
      [first, last],
      [second, first, last],
      [first, second, last, last],
    ])
      expect(await outcome(Buffer.concat(wrong), size)).to.equal('cannot-decrypt');
  });
});

import { randomFillSync } from 'node:crypto';

const MOST_IN_SEQUENCE = 0xfff;
let last = { asked: 0, at: 0, sequence: 0 };

/**
 * A new UUIDv7 (RFC 9562 §5.7): sorts by time of making, so indexes stay compact; those of one millisecond sort in the
 * order this process made them (§6.2, method 1).
 */
export function newId(at: number = Date.now()): string {
  const bytes = sixteenRandomBytes();
  last = at === last.asked ? next(last) : { asked: at, at, sequence: bytes.readUInt16BE(6) & 0x7ff };
  bytes.writeUIntBE(last.at, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.sequence, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Sixteen random bytes as hex digits. */
export function randomHex(): string {
  return sixteenRandomBytes().toString('hex');
}

/** Random bytes are drawn for 256 ids at once, since each draw costs more than the rest of an id. They stand only until the next call. */
const drawn = Buffer.alloc(16 * 256);
let used = drawn.length;

function sixteenRandomBytes(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += 16;
  return drawn.subarray(used - 16, used);
}

function next({ asked, at, sequence }: typeof last): typeof last {
  return sequence < MOST_IN_SEQUENCE ? { asked, at, sequence: sequence + 1 } : { asked, at: at + 1, sequence: 0 };
}

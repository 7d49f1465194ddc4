import { createHash, randomFillSync } from 'node:crypto';

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
  bytes.writeUInt16BE(last.sequence, 6);
  return textOf(bytes);
}

/** The UUIDv7 that follows from another and from what it is for: of the time of that, and the same however often it is asked for. */
export function idFrom(id: string, what: string): string {
  const bytes = createHash('sha256').update(`${id}/${what}`).digest().subarray(0, 16);
  bytes.write(id.replaceAll('-', ''), 0, 6, 'hex');
  return textOf(bytes);
}

/** Sixteen bytes with the version and the variant of a UUIDv7 (RFC 9562 §4). */
function textOf(bytes: Buffer): string {
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
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

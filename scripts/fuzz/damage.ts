import type { Dice } from './dice.ts';
import { mayStayValid, type Protection } from './protected-bytes.ts';

/** A file changed without a key, and whether "valid" would still be true of it. */
export interface Damaged {
  readonly what: string;
  readonly bytes: Buffer;
  readonly mayBeValid: boolean;
}

/** One byte turned into another one. */
export function flipped(dice: Dice, protection: Protection): Damaged {
  const bytes = Buffer.from(protection.bytes);
  const at = dice.below(bytes.length);
  const mask = dice.oneIn(2) ? 1 << dice.below(8) : 1 + dice.below(255);
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  return { what: `byte ${at} ^ ${mask}`, bytes, mayBeValid: mayStayValid(protection, bytes, at) };
}

/** The file cut off somewhere, often near the end of a revision. */
export function truncated(dice: Dice, { bytes, honestLengths }: Protection): Damaged {
  const near = dice.oneIn(4) && honestLengths.size > 0 ? dice.pick([...honestLengths]) + dice.below(9) - 4 : undefined;
  const length = Math.min(near ?? dice.below(bytes.length), bytes.length - 1);
  return { what: `cut at ${length}`, bytes: bytes.subarray(0, length), mayBeValid: honestLengths.has(length) };
}

/** A stretch lost, doubled, overwritten by another, or filled with one byte. */
export function mangled(dice: Dice, { bytes }: Protection): Damaged {
  const at = dice.below(bytes.length);
  const length = 1 + dice.below(dice.pick([4, 64, 1_024]));
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at + length)];
  const from = dice.below(bytes.length);
  const other = bytes.subarray(from, from + length);
  const ways: Record<string, readonly Buffer[]> = {
    lost: [head, tail],
    doubled: [head, bytes.subarray(at, at + length), bytes.subarray(at)],
    overwritten: [head, other, bytes.subarray(at + other.length)],
    filled: [head, Buffer.alloc(length, dice.below(256)), tail],
    inserted: [head, other, bytes.subarray(at)],
  };
  const way = dice.pick(Object.keys(ways));
  return { what: `${length} bytes ${way} at ${at}`, bytes: Buffer.concat(ways[way] ?? []), mayBeValid: false };
}

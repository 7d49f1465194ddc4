import type { Dice } from './dice.ts';

/** A file changed without a key, and how. */
export interface Mutation {
  readonly what: string;
  readonly bytes: Buffer;
}

/** One byte turned into another one. */
export function flipped(dice: Dice, file: Buffer): Mutation {
  const bytes = Buffer.from(file);
  const at = dice.below(bytes.length);
  const mask = dice.oneIn(2) ? 1 << dice.below(8) : 1 + dice.below(255);
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  return { what: `byte ${at} ^ ${mask}`, bytes };
}

/** The file cut off somewhere, often near the end of a revision. */
export function truncated(dice: Dice, file: Buffer): Mutation {
  const marker = file.lastIndexOf('%%EOF', dice.below(file.length));
  const near = dice.oneIn(4) && marker >= 0 ? marker + 5 + dice.below(9) - 4 : dice.below(file.length);
  const length = Math.min(near, file.length - 1);
  return { what: `cut at ${length}`, bytes: file.subarray(0, length) };
}

/** A stretch lost, doubled, overwritten by another, filled with one byte, or inserted. */
function mangled(dice: Dice, file: Buffer): Mutation {
  const at = dice.below(file.length);
  const length = 1 + dice.below(dice.pick([4, 64, 1_024]));
  const [head, tail] = [file.subarray(0, at), file.subarray(at + length)];
  const from = dice.below(file.length);
  const other = file.subarray(from, from + length);
  const ways: Readonly<Record<string, readonly Buffer[]>> = {
    lost: [head, tail],
    doubled: [head, file.subarray(at, at + length), file.subarray(at)],
    overwritten: [head, other, file.subarray(at + other.length)],
    filled: [head, Buffer.alloc(length, dice.below(256)), tail],
    inserted: [head, other, file.subarray(at)],
  };
  const way = dice.pick(Object.keys(ways));
  return { what: `${length} bytes ${way} at ${at}`, bytes: Buffer.concat(ways[way] ?? []) };
}

/** Any damage that files suffer in drawers, on sticks and on the way. */
export const damaged = (dice: Dice, file: Buffer): Mutation => dice.pick([flipped, truncated, mangled])(dice, file);

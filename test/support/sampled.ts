/** Whether this is `npm run test:long`, which takes all of what `npm test` takes a sample of. */
export const isLong = process.env.VANBAN_LONG === '1';

/**
 * All cases in the long run; else at most so many, evenly spread from the first on and the same in every run. `turn` moves the sample along,
 * so that neighbours which go through the same cases take different ones.
 */
export function sampled<T>(cases: readonly T[], most: number, turn = 0): readonly T[] {
  if (isLong || cases.length <= most) return cases;
  const spread = Array.from({ length: most }, (_, index) => Math.floor((index * cases.length) / most) + turn);
  const chosen = new Set(spread.map((index) => index % cases.length));
  return cases.filter((_, index) => chosen.has(index));
}

/** How often a property is tried: ten times as often in the long run. */
export function runs(few: number): number {
  return isLong ? few * 10 : few;
}

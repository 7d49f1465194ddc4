/** So far may two clocks be apart, or one from where it should be: more than any network time leaves, less than anybody misses. */
export const MOST_DRIFT_MS = 15 * 60_000;

let clock: () => Date = () => new Date();

/** Sets the clock of this process; only the seeding of the demo, which lives through a year in seconds, has one of its own. */
export function useClock(ownClock: () => Date): void {
  clock = ownClock;
}

let inDoubt: () => Date | undefined = () => undefined;

/** Says what time counts while the clock is not believed; `undefined` as long as it is. */
export function useTimeInDoubt(time: () => Date | undefined): void {
  inDoubt = time;
}

/**
 * The time outside of acts: for signing, verifying, jobs. While the clock is not believed it goes on from where it was, so that nothing is dated, put off or
 * given up by a clock that somebody sets back again. Inside an act `tx.now` is the only clock.
 */
export function currentTime(): Date {
  return inDoubt() ?? clock();
}

/**
 * Whether something was done within so many milliseconds before now. What is dated ahead, by more than two clocks are apart, was noted by a clock that was
 * wrong: by it nothing is put off.
 */
export function isWithin(ms: number, at: Date, now = currentTime()): boolean {
  const age = now.getTime() - at.getTime();
  return age < ms && age > -Math.min(ms, MOST_DRIFT_MS);
}

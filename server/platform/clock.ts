/** So far may two clocks be apart, or one from where it should be: more than any network time leaves, less than anybody misses. */
export const MOST_DRIFT_MS = 15 * 60_000;

let clock: () => Date = () => new Date();

/** Sets the clock of this process; only the seeding of the demo, which lives through a year in seconds, has one of its own. */
export function useClock(ownClock: () => Date): void {
  clock = ownClock;
}

/** The time outside of acts: for signing, verifying, jobs. Inside an act `tx.now` is the only clock. */
export function currentTime(): Date {
  return clock();
}

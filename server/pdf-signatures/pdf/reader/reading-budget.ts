import { tooComplex } from './pdf-objects.ts';

const mostDecoded = 64 * 1024 * 1024;
const mostSteps = 2_000_000;

/**
 * What reading one file may cost, all its parts together: a bomb costs its sender an error, not us our memory or time.
 * A step is about what one small value takes to read and keep (some 60 bytes, some 300 ns).
 */
export class ReadingBudget {
  #decoded = mostDecoded;
  #steps = mostSteps;

  /** Bytes that streams may still decode to. */
  get left(): number {
    return this.#decoded;
  }

  /** Pays for bytes that a stream decoded to. */
  decode(bytes: number): void {
    this.#decoded -= bytes;
    if (this.#decoded < 0) throw tooComplex('The streams decode to more than the limit');
  }

  /** Pays for values, entries, fields and pages, each time they are read. */
  work(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw tooComplex('The file takes more work than the limit');
  }

  /** Pays for a stretch of bytes that was gone through one by one. */
  scan(bytes: number): void {
    if (bytes >= 64) this.work(bytes >> 6);
  }
}

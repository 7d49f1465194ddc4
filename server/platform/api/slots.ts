import { DomainError } from '../errors.ts';

export interface SlotLimits {
  /** How many may run at once in this process, for all clients together. */
  readonly most: number;
  /** How many of these one client network may have at once. */
  readonly mostForOne: number;
}

/**
 * Places for what costs much, for as long as it lasts. They bound what one process does at once, so each process has its own: refuses with
 * 429 when one client would have too many, with 503 when all are taken.
 */
export class Slots {
  readonly #limits: SlotLimits;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /** Takes a place, and gives what leaves it again. */
  take(who: string): () => void {
    const theirs = this.#taken.get(who) ?? 0;
    const { most, mostForOne } = this.#limits;
    if (theirs >= mostForOne)
      throw new DomainError('too-many', 'too-many-at-once', `At most ${mostForOne} at once; wait for the answer`, {
        retryAfter: 5,
      });
    if (this.#all >= most)
      throw new DomainError(
        'unavailable',
        'too-busy',
        'Too many of these are worked on at once; try again in a moment',
        {
          retryAfter: 10,
        },
      );
    this.#taken.set(who, theirs + 1);
    this.#all += 1;
    return () => this.#leave(who);
  }

  #leave(who: string): void {
    const theirs = (this.#taken.get(who) ?? 1) - 1;
    if (theirs > 0) this.#taken.set(who, theirs);
    else this.#taken.delete(who);
    this.#all -= 1;
  }
}

import type { JobKind } from './job-kind.ts';

/** A kind of work and those of its jobs that run in this process. */
export class KindAtWork {
  readonly definition: JobKind;
  /** Loops that claim jobs of this kind and carry them out, one job at a time each. */
  readonly lanes = new Set<Promise<void>>();
  /** Counts the calls of `wake`, so that a loop about to end sees that one came meanwhile. */
  notices = 0;
  /** How many had come when nothing was found to do for any agency: until the next one comes, no loop need look again. */
  nothingLeftAt = -1;
  readonly #running = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(definition: JobKind) {
    this.definition = definition;
  }

  /** Agencies that have as many jobs running as one agency may have. */
  get full(): string[] {
    const { ofOneAgency } = this.definition;
    return [...this.#running].flatMap(([agencyId, count]) => (count >= ofOneAgency ? [agencyId] : []));
  }

  /** Claims come one after the other, so that each knows what those before it have taken. */
  async inTurn<T>(claim: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(claim);
    this.#turn = mine.catch(() => undefined);
    return await mine;
  }

  begin(agencyId: string): void {
    this.#running.set(agencyId, (this.#running.get(agencyId) ?? 0) + 1);
  }

  end(agencyId: string): void {
    const left = (this.#running.get(agencyId) ?? 0) - 1;
    if (left > 0) this.#running.set(agencyId, left);
    else this.#running.delete(agencyId);
  }
}

import type { JobKind } from './job-kind.ts';

/** A kind of work with what of it runs in this process. */
export class KindAtWork {
  readonly definition: JobKind;
  /** Those who look for work of this kind and carry it out. */
  readonly lanes = new Set<Promise<void>>();
  /** How often somebody said that there is work. */
  notices = 0;
  readonly #running = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(definition: JobKind) {
    this.definition = definition;
  }

  /** Agencies that have as much under way as one may. */
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

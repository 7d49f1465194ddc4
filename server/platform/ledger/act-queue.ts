/** Which acts go first: people's, or those that bring in what is old already. */
export type Lane = 'ordinary' | 'import';

interface Waiting {
  readonly actor: { readonly agencyId: string };
  readonly lane: Lane;
}

/** How many acts go together at most (DESIGN D3); an import keeps its groups small, so that nobody waits long behind one. */
const GROUP_SIZES = { ordinary: 256, import: 64 } as const;
/** Every so many groups one of the import lane goes, even when people's acts are waiting. */
const IMPORT_TURN = 8;

/** Acts that wait for their turn: agencies take turns, so that one agency's flood does not hold up another's single act. */
export class ActQueue<T extends Waiting> {
  readonly #lanes = { ordinary: new TurnsOfAgencies<T>(), import: new TurnsOfAgencies<T>() };
  #sinceImport = 0;

  get size(): number {
    return this.#lanes.ordinary.size + this.#lanes.import.size;
  }

  /** How many acts of this agency wait. */
  sizeOf(agencyId: string): number {
    return this.#lanes.ordinary.sizeOf(agencyId) + this.#lanes.import.sizeOf(agencyId);
  }

  add(waiting: T): void {
    this.#lanes[waiting.lane].add(waiting);
  }

  /** Those whose turn came to nothing are the first of their agencies again, in their order. */
  putBack(waiting: readonly T[]): void {
    for (const one of waiting.toReversed()) this.#lanes[one.lane].putBack(one);
  }

  /** Everybody who waits; the queue is empty then. */
  takeAll(): T[] {
    return Object.values(this.#lanes).flatMap((lane) => lane.take(lane.size));
  }

  /** Those who go together next. */
  nextGroup(): T[] {
    const { ordinary, import: imports } = this.#lanes;
    const importsTurn = imports.size > 0 && (ordinary.size === 0 || this.#sinceImport >= IMPORT_TURN);
    this.#sinceImport = importsTurn ? 0 : this.#sinceImport + 1;
    return importsTurn ? imports.take(GROUP_SIZES.import) : ordinary.take(GROUP_SIZES.ordinary);
  }
}

class TurnsOfAgencies<T extends Waiting> {
  readonly #agencies = new Map<string, T[]>();
  size = 0;

  sizeOf(agencyId: string): number {
    return this.#agencies.get(agencyId)?.length ?? 0;
  }

  add(waiting: T): void {
    const { agencyId } = waiting.actor;
    const own = this.#agencies.get(agencyId);
    if (own) own.push(waiting);
    else this.#agencies.set(agencyId, [waiting]);
    this.size += 1;
  }

  putBack(waiting: T): void {
    const { agencyId } = waiting.actor;
    const own = this.#agencies.get(agencyId);
    if (own) own.unshift(waiting);
    else this.#agencies.set(agencyId, [waiting]);
    this.size += 1;
  }

  /** One of each agency in turn; whose turn it was goes to the end of the row. */
  take(most: number): T[] {
    const taken: T[] = [];
    while (taken.length < most) {
      const [next] = this.#agencies;
      if (!next) break;
      const [agencyId, waiting] = next;
      taken.push(...waiting.splice(0, 1));
      this.#agencies.delete(agencyId);
      if (waiting.length > 0) this.#agencies.set(agencyId, waiting);
    }
    this.size -= taken.length;
    return taken;
  }
}

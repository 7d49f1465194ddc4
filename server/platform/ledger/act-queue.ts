/** The queue an act waits in: `ordinary` for what people do now, `import` for bringing in old registers, which lets the others go first. */
export type Lane = 'ordinary' | 'import';

interface Waiting {
  readonly actor: { readonly agencyId: string };
  readonly lane: Lane;
}

/** How many acts commit together at most. Groups of an import are smaller, so that an act of a person waits less behind one. */
const GROUP_SIZES = { ordinary: 256, import: 64 } as const;
/** After this many groups of people's acts one group of an import commits, so that an import goes on under any load. */
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

  /** Puts acts that could not commit back to the head of their agencies' queues, in their order. */
  putBack(waiting: readonly T[]): void {
    for (const one of waiting.toReversed()) this.#lanes[one.lane].putBack(one);
  }

  /** Takes all waiting acts and leaves the queue empty. */
  takeAll(): T[] {
    return Object.values(this.#lanes).flatMap((lane) => lane.take(lane.size));
  }

  /** Takes the acts that commit together next. */
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

  /** Takes up to `most` acts, one of each agency in turn. */
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

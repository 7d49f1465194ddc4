import type { Job } from '../ledger/jobs.ts';
import type { JobKind } from './job-kind.ts';

/** A kind of work and those of its jobs that run in this process. */
export class KindAtWork {
  readonly definition: JobKind;
  /** Loops that claim jobs of this kind and carry them out, one job at a time each. */
  readonly lanes = new Set<Promise<void>>();
  /** Counts the calls of `wake`, so that a loop about to end sees that one came meanwhile. */
  notices = 0;
  /** How many had come when nothing was found to do for anybody: until the next one comes, no loop need look again. */
  nothingLeftAt = -1;
  readonly #ofAgencies = new Map<string, number>();
  readonly #ofPartners = new Map<string, number>();
  /** Partners that answered when they were last asked. */
  readonly #answering = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(definition: JobKind) {
    this.definition = definition;
  }

  /** Agencies that have as many jobs running as one agency may have. */
  get fullAgencies(): string[] {
    const { ofOneAgency } = this.definition;
    return [...this.#ofAgencies].flatMap(([agencyId, count]) => (count >= ofOneAgency ? [agencyId] : []));
  }

  /** Partners for whom as many jobs run as may: one until the partner has answered. */
  get fullPartners(): string[] {
    const { atOnce, ofOnePartner = atOnce } = this.definition;
    return [...this.#ofPartners].flatMap(([partner, count]) =>
      count >= (this.#answering.has(partner) ? ofOnePartner : 1) ? [partner] : [],
    );
  }

  /** Claims come one after the other, so that each knows what those before it have taken. */
  async inTurn<T>(claim: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(claim);
    this.#turn = mine.catch(() => undefined);
    return await mine;
  }

  begin(agencyId: string, { partner }: Pick<Job, 'partner'>): void {
    add(this.#ofAgencies, agencyId, 1);
    if (partner !== undefined) add(this.#ofPartners, partner, 1);
  }

  end(agencyId: string, { partner }: Pick<Job, 'partner'>): void {
    add(this.#ofAgencies, agencyId, -1);
    if (partner !== undefined) add(this.#ofPartners, partner, -1);
  }

  /** Notes whether the work for a partner was done, or failed. */
  note({ partner }: Pick<Job, 'partner'>, isDone: boolean): void {
    if (partner === undefined) return;
    if (isDone) this.#answering.add(partner);
    else this.#answering.delete(partner);
  }
}

function add(counts: Map<string, number>, of: string, one: 1 | -1): void {
  const count = (counts.get(of) ?? 0) + one;
  if (count > 0) counts.set(of, count);
  else counts.delete(of);
}

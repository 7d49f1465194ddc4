import type { Job } from '../ledger/jobs.ts';
import type { JobKind } from './job-kind.ts';

/** Whose work a job or a message is, and for whom. */
type Of = Pick<Job, 'agencyId' | 'payload' | 'partner'>;

/** A kind of work and those of its jobs that run in this process. */
export class KindAtWork {
  readonly definition: JobKind;
  /** Loops that claim jobs of this kind and carry them out, one job at a time each. */
  readonly lanes = new Set<Promise<void>>();
  /** Counts what may have left something to do: calls of `wake`, and whoever was full and is not any more. A loop about to end sees that one came meanwhile. */
  notices = 0;
  /** How many had come when nothing was found to do for anybody who was not full: until the next one comes, no loop need look again. */
  nothingLeftAt = -1;
  readonly #ofAgencies = new Map<string, number>();
  readonly #ofPartners = new Map<string, number>();
  /** Partners that answer, with how often in a row work for each has failed since. */
  readonly #answering = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(definition: JobKind) {
    this.definition = definition;
  }

  /** Agencies that have as many jobs running as one agency may have. */
  get fullAgencies(): string[] {
    return [...this.#ofAgencies.keys()].filter((agencyId) => this.#isFull(agencyId, undefined));
  }

  /** Partners for whom as many jobs run as may. */
  get fullPartners(): string[] {
    return [...this.#ofPartners.keys()].filter((partner) => this.#isFull(undefined, partner));
  }

  /** Claims come one after the other, so that each knows what those before it have taken. */
  async inTurn<T>(claim: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(claim);
    this.#turn = mine.catch(() => undefined);
    return await mine;
  }

  /** Whether a lane is free and nothing waits for one. */
  get isFree(): boolean {
    return this.lanes.size < this.definition.atOnce && this.nothingLeftAt === this.notices;
  }

  /** Counts a job that is to run; false, and nothing is counted, when its agency or its partner has as many as may be. */
  begin(job: Of): boolean {
    if (this.#isFull(agencyOf(job), job.partner)) return false;
    this.#count(job, 1);
    return true;
  }

  end(job: Of): void {
    if (this.#isFull(agencyOf(job), job.partner)) this.notices += 1;
    this.#count(job, -1);
  }

  #count(job: Of, one: 1 | -1): void {
    add(this.#ofAgencies, agencyOf(job), one);
    if (job.partner !== undefined) add(this.#ofPartners, job.partner, one);
  }

  /** For a partner one job runs until it has answered. */
  #isFull(agencyId: string | undefined, partner: string | undefined): boolean {
    const { atOnce, ofOneAgency, ofOnePartner = atOnce } = this.definition;
    const mostOfPartner = partner !== undefined && this.#answering.has(partner) ? ofOnePartner : 1;
    const [ofAgency, ofPartner] = [this.#ofAgencies.get(agencyId ?? ''), this.#ofPartners.get(partner ?? '')];
    return (ofAgency ?? 0) >= ofOneAgency || (ofPartner ?? 0) >= mostOfPartner;
  }

  /** Notes whether the work for a partner was done, or failed: one that fails over and over answers no more. */
  note({ partner }: Pick<Job, 'partner'>, isDone: boolean): void {
    if (partner === undefined) return;
    const failures = this.#answering.get(partner);
    if (isDone && failures === undefined) this.notices += 1;
    if (isDone) this.#answering.set(partner, 0);
    else if (failures === undefined || failures + 1 === SILENT_AFTER) this.#answering.delete(partner);
    else this.#answering.set(partner, failures + 1);
  }
}

/** So many failures in a row are no chance. */
const SILENT_AFTER = 3;

/** Jobs of earlier releases say it in their payload only. */
export function agencyOf({ agencyId, payload }: Of): string {
  return agencyId ?? (typeof payload.agencyId === 'string' ? payload.agencyId : 'deployment');
}

function add(counts: Map<string, number>, of: string, one: 1 | -1): void {
  const count = (counts.get(of) ?? 0) + one;
  if (count > 0) counts.set(of, count);
  else counts.delete(of);
}

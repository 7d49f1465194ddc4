import type { SearchEntry } from '../../platform/search.ts';

/** Raised when what the indexes hold changes its meaning: older ones are made anew. */
export const INDEX_FORMAT = 3;

/** A document as it is known to the index. */
export interface Indexed {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
}

/** A document as it is now; without an entry nobody finds it any more. */
export interface Change extends Indexed {
  readonly entry?: SearchEntry | undefined;
  /** Whether text of its files is still to come. */
  readonly awaitsText?: boolean;
}

/** A question to the index of one agency. */
export interface Question {
  /** Each finds all that those before it find; the hits of the first stand first, and of each the newest. */
  readonly expressions: readonly string[];
  readonly most: number;
}

export type Hit = Pick<Indexed, 'kind' | 'id'>;

/** A hit, and which of the expressions of the question it was found by, the first being 0. */
export interface Ranked extends Hit {
  readonly by: number;
}

/** A document that awaits text, and where it stands. */
export interface Awaiting extends Hit {
  readonly place: number;
}

/**
 * The port to whatever finds documents by their words; each agency has an index of its own. It is derived from the database and disposable:
 * what it has lost is brought in again. Who may see a hit is not decided here.
 */
export interface SearchEngine {
  find(agencyId: string, question: Question): Promise<Ranked[]>;
  /** Brings these documents in as they are now; never puts an older version in place of a newer one. */
  write(agencyId: string, changes: readonly Change[]): Promise<void>;
  /** Of these documents of a kind those that the index has, each with its version. */
  known(agencyId: string, kind: string, ids: readonly string[]): Promise<Indexed[]>;
  /** All that the index has, part by part: those after this one, at most so many. */
  after(agencyId: string, last: Hit | undefined, most: number): Promise<Hit[]>;
  /** Documents that await text, the newest first: those before this place, at most so many. */
  awaiting(agencyId: string, before: number | undefined, most: number): Promise<Awaiting[]>;
  forget(agencyId: string, hits: readonly Hit[]): Promise<void>;
  /** Whether what is kept is whole in itself: damage is told, and nothing done about it. Nothing is kept of an agency whose index was never made. */
  isWhole(agencyId: string): Promise<boolean>;
  /** Empties the index of an agency. */
  clear(agencyId: string): Promise<void>;
  /** The agencies that have an index. */
  agencies(): Promise<string[]>;
  /** Resolves when all that was written outlives a power cut. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

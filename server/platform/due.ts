import type { Actor } from './actor.ts';
import type { Filter } from './database/filter.ts';

/**
 * Every kind of thing that may wait for somebody, with what may be the next to do about it. Here stands what is wrong with the house itself;
 * every capability adds its own in its `due.ts`, by `declare module`, so that whoever shows them all cannot forget one.
 */
export interface DueKinds {
  'stored-file': 'see-state';
  'no-worker': 'see-state';
  'disk-low': 'see-state';
  'disk-full': 'see-state';
  'scanner-away': 'see-state';
  'scanner-limit': 'see-state';
}

export type DueKind = keyof DueKinds;
export type DueAction = DueKinds[DueKind];

/** Something that waits for somebody — *việc cần làm* —, as the capability says it that owns it: `K` its kind, `A` what is to be done next. */
export interface Due<K extends DueKind = DueKind, A extends DueAction = DueAction> {
  readonly kind: K;
  readonly action: A;
  /** The document, arrival, delivery, certificate, stored file or piece of work it is about. */
  readonly id: string;
  readonly documentId: string | null;
  readonly code: string;
  readonly subject: string;
  /** From whom it is. */
  readonly who: string;
  /** Since when it waits: ISO 8601. */
  readonly at: string;
  readonly priority: number;
  /** A day in Vietnam, or null where no term runs. */
  readonly dueOn: string | null;
  readonly note: string | null;
}

/** What waits of one kind for a position: nothing for positions it is not the business of. */
export interface DueSource<D extends Due = Due> {
  /** The entry of the menu at which it is counted; none is counted at the first page alone. */
  readonly badge?: string;
  count(actor: Actor, now: Date): Promise<number>;
  /** The first `most` of them by the day they are due, those without one last. */
  first(actor: Actor, now: Date, most: number): Promise<D[]>;
}

/** What a capability says of due work: what waits, and what its work for later is about. */
export interface Dues {
  readonly sources: readonly DueSource[];
  readonly things?: readonly FindThing[];
}

/** What work for later is about, and the address of the page that shows it. */
export interface Thing extends Pick<Due, 'documentId' | 'code' | 'subject' | 'priority'> {
  readonly page: string;
}

/** Finds what work of this agency is about by its payload: nothing when that is none of theirs, or the actor may not see it. */
export type FindThing = (actor: Actor, payload: Payload, agencyId: string) => Promise<Thing | undefined>;
type Payload = Readonly<Record<string, unknown>>;

/** The same sources, counted at an entry of the menu. */
export function countedAt(badge: string, sources: readonly DueSource[]): DueSource[] {
  return sources.map((source) => ({ ...source, badge }));
}

/** What waits about documents `T` of one collection: the list of the menu's entry asks for the same documents as its badge counts. */
export interface DueDocuments<T, D extends Due = Due> extends DueSource<D> {
  /** The name of the collection. */
  readonly of: string;
  /** The documents as a filter of their collection; undefined when none can wait for this position. */
  documents(actor: Actor): Promise<Filter<T> | undefined>;
  /** By when what waits about these documents is due, by their ids: where the documents themselves do not tell. */
  terms?(actor: Actor, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** What is wrong with the house itself and is about no document; as urgent as what is *khẩn*, since it stops others. */
export function faultOfHouse<K extends DueKind, A extends DueAction>(
  fault: Pick<Due<K, A>, 'kind' | 'action' | 'at'>,
): Due<K, A> {
  const unknown = { documentId: null, code: '', subject: '', who: '', dueOn: null, note: null };
  return { ...unknown, ...fault, id: fault.kind, priority: 1 };
}

/** Due work of few items, which are all found at once. */
export function dueOfFew<D extends Due>(found: (actor: Actor, now: Date) => Promise<readonly D[]>): DueSource<D> {
  return {
    count: async (actor, now) => (await found(actor, now)).length,
    first: async (actor, now, most) => (await found(actor, now)).toSorted(byDay).slice(0, most),
  };
}

function byDay(one: Due, other: Due): number {
  return (one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999');
}

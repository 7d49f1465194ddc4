import type { Actor } from './actor.ts';
import type { Row, Store } from './database/store.ts';

/** Every kind of document that can be found; each capability adds its own by `declare module`, so that whoever shows them all forgets none. */
// biome-ignore lint/suspicious/noEmptyInterface: it is the capabilities that have documents.
export interface FoundKinds {}

export type FoundKind = keyof FoundKinds;

/** What a document is found by, as the capability says it that owns it. */
export interface SearchEntry {
  readonly agencyId: string;
  /** When it came or was numbered, or else made: what is newer stands first. */
  readonly at: Date;
  /** Days by which people know it, of issue and of arrival: ISO 8601. */
  readonly days: readonly string[];
  readonly state: string;
  /** Every way in which its numbers are written: *số, ký hiệu, số đến*. */
  readonly numbers: readonly string[];
  /** People, issuers and recipients. */
  readonly parties: readonly string[];
  /** Type and subject — *tên loại, trích yếu*. */
  readonly title: string;
  readonly texts: readonly string[];
  /** Its PDFs by their digests: what stands in them is found after all else. */
  readonly files: readonly string[];
  /** Positions that may read it beside those who see all of the agency's. */
  readonly readers: readonly string[];
}

/** A document as the search shows it. */
export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  /** *Số, ký hiệu*; empty when it has none. */
  readonly code: string;
  readonly title: string;
  /** From whom or to whom it is. */
  readonly party: string;
  readonly at: Date;
  readonly state: string;
  /** Whether it counts no more: voided, recalled, returned. */
  readonly isOver: boolean;
  /** The address of the page that shows it. */
  readonly page: string;
}

/** Where a document was found that nothing but the text of its files says. */
export interface FoundPlace {
  /** The page of the file, the first being 1. */
  readonly page: number;
  /** Which of `files` of its entry, the first being 1. */
  readonly of: number;
  /** What stands around the words there. */
  readonly snippet: string;
}

/** Documents of one collection that can be found. */
export interface SearchSource<T extends Row = Row> {
  readonly kind: FoundKind;
  readonly store: Store<T>;
  /** What people call the kind, and each state, when they type it: with marks, in small letters. */
  readonly words: { readonly kind: readonly string[]; readonly states: Readonly<Record<string, readonly string[]>> };
  /** Undefined for what nobody is to find any more. */
  entryOf(row: T): SearchEntry | undefined;
  /** Of these the ones that the actor may read, as they are now. */
  read(actor: Actor, ids: readonly string[]): Promise<Found[]>;
}

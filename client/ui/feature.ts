import type { ComponentType } from 'react';
import type { DueItem } from '../../server/statistics/contract.ts';
import type { Reach } from '../api/news.ts';
import type { Language, Texts } from '../text/language.ts';
import type { PartsOfPages } from './parts.ts';

/**
 * All that a capability adds to the client, in one value: its `feature.ts`, listed in `client/app/features.ts`. Router, menu, the words of the
 * log and the rows of due work are made of these. What is not needed before a page opens is loaded when one does.
 */
export interface Feature {
  readonly pages?: readonly FeaturePage[];
  readonly menu?: readonly MenuEntry[];
  /** What is said of its events and of its work for later. */
  readonly words?: () => Promise<Happenings>;
  /** How what waits looks, by its kind, and what is done next about it. */
  readonly due?: () => Promise<DueLooks>;
  /** What it shows on pages of others. */
  readonly parts?: { readonly [Page in keyof PartsOfPages]?: () => Promise<Partial<PartsOfPages[Page]>> };
}

export interface FeaturePage {
  /** As its server's `pages.ts` has it. */
  readonly address: `/${string}`;
  readonly load: () => Promise<ComponentType>;
  /** Whether one must be signed in to see it: `either` shows it inside the shell to who is. */
  readonly for?: 'signed-in' | 'everybody' | 'either';
  /** The right that its one act needs, where more people have the pages around it. */
  readonly right?: `${string}.${string}`;
  /** Under which name others put their parts on it. */
  readonly parts?: keyof PartsOfPages;
}

export interface MenuEntry {
  readonly page: `/${string}`;
  readonly words: Texts<string>;
  /** For the bar of a phone. */
  readonly short?: Texts<string>;
  readonly icon: Icon;
  readonly group: 'work' | 'reports' | 'running';
  /** The right that a position must be granted to have it. */
  readonly right: `${string}.${string}`;
  /** Under which name due work is counted for it; `all` counts everything. */
  readonly badge?: string;
  /** The key that goes there after `g`. */
  readonly key?: string;
}

export type Icon = ComponentType<{ readonly className?: string }>;

/** What is said of each event, and of each kind of work for later; and which events do not change everything. */
export interface Happenings {
  readonly events?: Texts<Readonly<Record<string, string>>>;
  readonly work?: Texts<Readonly<Record<string, string>>>;
  readonly reaches?: Readonly<Record<string, Reach>>;
}

/** The rows of due work, by kind, and what may be done next, by act. */
export interface DueLooks {
  readonly due?: Readonly<Record<string, DueLook>>;
  readonly acts?: Readonly<Record<string, DueAct>>;
}

export interface DueLook {
  readonly icon: Icon;
  /** The page that the row opens; of what no page shows the row itself says what to do. */
  readonly page?: (item: Opened) => string | undefined;
  /** What the row says in place of a subject. */
  readonly title?: (item: DueItem, language: Language) => string;
  /** From whom it is, in place of the name alone. */
  readonly who?: (item: DueItem, language: Language) => string;
  /** What it says beside its title in place of who, since when and the note. */
  readonly details?: (item: DueItem, language: Language) => readonly string[];
  /** What its act is called where something about it is in doubt. */
  readonly doubt?: (item: DueItem, language: Language) => string | undefined;
  /** Wrong with the house or with a key: as urgent as what is *khẩn*, but no document has its urgency by law. */
  readonly isOfHouse?: true;
}

export type Opened = Pick<DueItem, 'id' | 'documentId' | 'givenUp'>;

export interface DueAct {
  readonly words: Texts<string>;
  /** In place of *Làm ngay* where it is urgent. */
  readonly atOnce?: Texts<string>;
  /** Where it is done, when that is not the page of the row. */
  readonly page?: (item: Opened) => string;
  /** What opens its form at once. */
  readonly search?: Readonly<Record<string, string>>;
  /** In place of the icon of the row. */
  readonly icon?: Icon;
  /** Whether a row with it stands out. */
  readonly isProminent?: true;
}

/** How a kind of document looks where it is found. */
export interface FoundLook {
  readonly icon: Icon;
  /** What its documents are called together. */
  readonly words: Texts<string>;
  /** The page of one of them, where it has one of its own. */
  readonly page?: `/${string}`;
  /** The word of the address that shows this kind alone. */
  readonly part: string;
  readonly states: Texts<Readonly<Record<string, string>>>;
}

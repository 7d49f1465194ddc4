import type { AuditEvent } from '../../server/audit/event.ts';
import type { DueAction, DueKind } from '../../server/platform/due.ts';
import { sayReaches } from '../api/news.ts';
import { audit } from '../features/audit/feature.ts';
import { exchange } from '../features/exchange/feature.ts';
import { identity } from '../features/identity/feature.ts';
import { intake } from '../features/intake/feature.ts';
import { platform } from '../features/platform/feature.ts';
import { registry } from '../features/registry/feature.ts';
import { routing } from '../features/routing/feature.ts';
import { search } from '../features/search/feature.ts';
import { signing } from '../features/signing/feature.ts';
import { statistics } from '../features/statistics/feature.ts';
import { sayHappenings } from '../text/happenings.ts';
import { showDue } from '../ui/documents/due-looks.ts';
import type { Feature, Happenings } from '../ui/feature.ts';
import { fillParts, type PartsOfPages } from '../ui/parts.ts';

/** What the client is made of; the menu has the entries of each group in this order. */
const all = [statistics, search, registry, routing, exchange, identity, signing, intake, audit, platform] as const;

export const features: readonly Feature[] = all;

/** The entries of the menu that a key goes to. */
export const placesWithKey = features
  .flatMap(({ menu }) => menu ?? [])
  .flatMap(({ page, words, key }) => (key === undefined ? [] : [{ page, words, key }]));

let loaded: Promise<unknown> | undefined;

function takeWords(words: Happenings): void {
  sayHappenings(words);
  sayReaches(words.reaches ?? {});
}

/** Loads what features say of their events, their work and what waits: once, with the first page of a person who is signed in. */
export async function loadWords(): Promise<void> {
  loaded ??= Promise.all(
    features.flatMap(({ words, due }) => [words?.().then(takeWords), due?.().then(showDue)]),
  ).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  await loaded;
}

/** Loads what features show on a page of others. */
export async function loadParts<Page extends keyof PartsOfPages>(page: Page): Promise<void> {
  await Promise.all(
    features.map(async ({ parts }) => {
      const given = await parts?.[page]?.();
      if (given) fillParts(page, given);
    }),
  );
}

/** The names that a module of each feature has under one of its exports. */
type Names<Module extends string, Export extends string> = (typeof all)[number] extends infer One
  ? One extends { readonly [Key in Module]: () => Promise<infer Given> }
    ? Given extends { readonly [Key in Export]: infer Words }
      ? Words extends { readonly vi: infer Said }
        ? keyof Said
        : keyof Words
      : never
    : never
  : never;

/** Refuses to compile with the names of what nobody has words for. */
type Nothing<Left extends never> = Left;
export type WordlessEvents = Nothing<Exclude<AuditEvent['type'], Names<'words', 'events'>>>;
export type ReachesOfNoEvent = Nothing<Exclude<Names<'words', 'reaches'>, AuditEvent['type']>>;
export type DueWithoutLook = Nothing<Exclude<DueKind, Names<'due', 'due'>>>;
export type ActsWithoutWords = Nothing<Exclude<DueAction, Names<'due', 'acts'>>>;

import { seesWholeAgency } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { FIRST_DAY, LAST_DAY } from '../platform/api/schemas.ts';
import { dayInVietnam } from '../platform/calendar.ts';
import { DomainError } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import type { Found, SearchSource } from '../platform/search.ts';
import type { Hit } from './engine/search-engine.ts';
import { matchExpressions } from './query/match-expression.ts';
import { type NamedLabels, parseQuery } from './query/parse-query.ts';
import { labelsOfPeriod } from './query/period-labels.ts';
import { searchInUse } from './search-in-use.ts';
import { foldedWords } from './words/folded-words.ts';
import { kindLabel, stateLabel } from './words/labels.ts';

export interface Asked {
  /** What was typed. */
  readonly q: string;
  readonly kind?: string | undefined;
  /** First and last day of those of which it has one: of its arrival, of its issue. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Whether what stands only in texts is found as well. */
  readonly inTexts: boolean;
  readonly most: number;
}

/** A hit, and whether nothing but its texts says what was typed. */
export type RankedHit = Hit & { readonly inTexts: boolean };

/**
 * What the index has for what the actor typed, the nearest first; narrowed to what they may see as it was when it was brought in. Refuses more
 * than 30 words with `too-many-words`, a period that ends before it begins with `date-out-of-range`, and with `search-unavailable` where the
 * index does not answer.
 */
export async function hitsOf(
  actor: Actor,
  { q, kind, from, to, inTexts, most }: Asked,
  sources: readonly SearchSource[],
  now: Date,
): Promise<RankedHit[]> {
  const days = daysBetween(from, to);
  if (kind !== undefined && !sources.some((source) => source.kind === kind)) return [];
  const { keeper, engine } = searchInUse();
  // A process that serves alone begins to keep its indexes with the first who searches.
  keeper.start();
  const query = parseQuery(q, { today: dayInVietnam(now), named: namedBy(sources) });
  const reader = seesWholeAgency(actor) ? undefined : actor.positionId;
  const expressions = matchExpressions(query, { reader, kind, days, inTexts });
  if (expressions.length === 0) return [];
  const found = await engine.find(actor.agencyId, { expressions, most }).catch((error: unknown) => {
    log.error({ err: error }, 'the index of the search does not answer');
    throw new DomainError('unavailable', 'search-unavailable', 'The index of the search does not answer');
  });
  return found.map(({ kind: ofKind, id, by }) => ({
    kind: ofKind,
    id,
    inTexts: inTexts && by === expressions.length - 1,
  }));
}

/** The documents behind these that the actor may read now, in the same order. */
export async function readBack(actor: Actor, hits: readonly Hit[], sources: readonly SearchSource[]): Promise<Found[]> {
  const read = await Promise.all(
    sources.map(async (source) => {
      const ids = hits.filter(({ kind }) => kind === source.kind).map(({ id }) => id);
      return ids.length === 0 ? [] : await source.read(actor, ids);
    }),
  );
  const documents = new Map(read.flat().map((one) => [`${one.kind} ${one.id}`, one]));
  return hits.flatMap(({ kind, id }) => documents.get(`${kind} ${id}`) ?? []);
}

/** What people call kinds and states, those with the most words first. */
function namedBy(sources: readonly SearchSource[]): NamedLabels[] {
  const named = new Map<string, { readonly words: string[]; readonly labels: string[] }>();
  const name = (label: string) => (words: string) => {
    const folded = foldedWords(words);
    const known = named.get(folded.join(' '));
    if (known) known.labels.push(label);
    else named.set(folded.join(' '), { words: folded, labels: [label] });
  };
  for (const { kind, words } of sources) {
    words.kind.forEach(name(kindLabel(kind)));
    for (const [state, called] of Object.entries(words.states)) called.forEach(name(stateLabel(kind, state)));
  }
  return [...named.values()].toSorted((one, other) => other.words.length - one.words.length);
}

/** The labels of a period that may be open at one end; undefined where none is asked for. */
function daysBetween(from: string | undefined, to: string | undefined): string[] | undefined {
  if (from !== undefined && to !== undefined && from > to) throw reversed();
  return from === undefined && to === undefined ? undefined : labelsOfPeriod(from ?? FIRST_DAY, to ?? LAST_DAY);
}

function reversed(): DomainError {
  return new DomainError('invalid', 'date-out-of-range', 'from is after to', {
    fields: [{ pointer: '/query/from', code: 'date-out-of-range', detail: 'is after to' }],
  });
}

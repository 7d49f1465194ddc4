import { seesWholeAgency } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { addDays, dayInVietnam, startOfDay } from '../platform/calendar.ts';
import { DomainError } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import type { Found, SearchSource } from '../platform/search.ts';
import { MOST_FOUND } from './contract.ts';
import type { Hit } from './engine/search-engine.ts';
import { matchExpressions } from './query/match-expression.ts';
import { type NamedLabels, parseQuery } from './query/parse-query.ts';
import { searchInUse } from './search-in-use.ts';
import { sourcesInUse } from './sources-in-use.ts';
import { foldedWords } from './words/folded-words.ts';
import { kindLabel, stateLabel } from './words/labels.ts';

export interface FindDocuments {
  /** What was typed. */
  readonly q: string;
  readonly kind?: string | undefined;
  /** Days between which it came or was issued. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
}

export interface FoundDocuments {
  readonly items: Found[];
  readonly kinds: Record<string, number>;
  readonly total: number;
  readonly capped: boolean;
  readonly building: boolean;
}

/**
 * Finds documents by what the actor typed: numbers and titles first, of these the newest. The index narrows to what the actor may see, and
 * each hit is read back by the rules of reading before it is shown or counted. Refuses more than 30 words with `too-many-words`, a period that
 * ends before it begins with `date-out-of-range`.
 */
export async function findDocuments(actor: Actor, asked: FindDocuments, now: Date): Promise<FoundDocuments> {
  if (asked.from !== undefined && asked.to !== undefined && asked.from > asked.to) throw reversed();
  const sources = await sourcesInUse();
  const { keeper } = searchInUse();
  // A process that serves alone begins to keep its indexes with the first who searches.
  keeper.start();
  const hits = await hitsOf(actor, asked, sources, now);
  const found = await readBack(actor, hits, sources);
  const shown = found.slice(0, MOST_FOUND);
  return {
    items: shown.slice(0, asked.limit),
    kinds: countKinds(shown),
    total: shown.length,
    capped: found.length > MOST_FOUND,
    building: keeper.isBuilding,
  };
}

async function hitsOf(
  actor: Actor,
  { q, kind, from, to }: FindDocuments,
  sources: readonly SearchSource[],
  now: Date,
): Promise<Hit[]> {
  if (kind !== undefined && !sources.some((source) => source.kind === kind)) return [];
  const query = parseQuery(q, { today: dayInVietnam(now), named: namedBy(sources) });
  const reader = seesWholeAgency(actor) ? undefined : actor.positionId;
  const expressions = matchExpressions(query, { reader, kind });
  if (expressions.length === 0) return [];
  const question = {
    expressions,
    since: secondsOf(from),
    until: secondsOf(to && addDays(to, 1)),
    most: MOST_FOUND + 1,
  };
  return await searchInUse()
    .engine.find(actor.agencyId, question)
    .catch((error: unknown) => {
      log.error({ err: error }, 'the index of the search does not answer');
      throw new DomainError('unavailable', 'search-unavailable', 'The index of the search does not answer');
    });
}

/** The documents behind the hits that the actor may read, in the order of the hits. */
async function readBack(actor: Actor, hits: readonly Hit[], sources: readonly SearchSource[]): Promise<Found[]> {
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

function countKinds(found: readonly Found[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of found) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

function secondsOf(day: string | undefined): number | undefined {
  return day === undefined ? undefined : Math.floor(startOfDay(day).getTime() / 1_000);
}

function reversed(): DomainError {
  return new DomainError('invalid', 'date-out-of-range', 'from is after to', {
    fields: [{ pointer: '/query/from', code: 'date-out-of-range', detail: 'is after to' }],
  });
}

import { visibleTo } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { dayInVietnam, daysLeft } from '../platform/calendar.ts';
import type { Filter } from '../platform/database/filter.ts';
import { oneOf } from '../platform/database/one-of.ts';
import type { Page } from '../platform/database/paging.ts';
import type { Row, Store } from '../platform/database/store.ts';
import type { DueDocuments, DueSource } from '../platform/due.ts';
import type { ListQuery } from '../registry/documents/list-filter.ts';
import type { IncomingSummary } from '../registry/incoming/contract.ts';
import { listIncoming } from '../registry/incoming/queries.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { listOutgoing } from '../registry/outgoing/queries.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { DueItem, WaitingOutgoing } from './contract.ts';
import { duesInUse } from './due-in-use.ts';

/** A home page shows no more of one kind than a person can do in days; the lists have the rest. */
const MOST_OF_A_KIND = 100;

/** What waits for this position today, the first of each kind by the day they are due, in no order. */
export async function dueItems(actor: Actor, now: Date): Promise<DueItem[]> {
  return (await dueWork(actor, now)).items;
}

/** The same, and how many more wait of kinds of which not all are shown. */
export async function dueWork(actor: Actor, now: Date): Promise<{ readonly items: DueItem[]; readonly more: number }> {
  const today = dayInVietnam(now);
  const { sources } = await duesInUse();
  const found = await Promise.all(
    sources.map(async (source) => {
      const first = await source.first(actor, now, MOST_OF_A_KIND);
      const isAll = first.length < MOST_OF_A_KIND;
      return { first, more: isAll ? 0 : (await source.count(actor, now)) - first.length };
    }),
  );
  return {
    items: found.flatMap(({ first }) =>
      first.map((item): DueItem => ({ verdict: null, ...item, daysLeft: daysLeft(item.dueOn, today) })),
    ),
    more: found.reduce((sum, { more }) => sum + more, 0),
  };
}

/** How much waits behind the entries of the menu: of documents as many as their lists of what waits have rows. */
export async function dueCounts(actor: Actor, now: Date): Promise<Record<string, number>> {
  const { sources } = await duesInUse();
  const badges = [...new Set(sources.flatMap(({ badge }) => badge ?? []))];
  const countOf = async (badge: string): Promise<number> => {
    if (badge === 'incoming') return await countWaiting(actor, incomingDocuments);
    if (badge === 'outgoing') return await countWaiting(actor, outgoingDocuments);
    const of = sources.filter((source) => source.badge === badge);
    return (await Promise.all(of.map((source) => source.count(actor, now)))).reduce((sum, one) => sum + one, 0);
  };
  return Object.fromEntries(await Promise.all(badges.map(async (badge) => [badge, await countOf(badge)] as const)));
}

/** Incoming documents about which something waits for this position, the newest registration first. */
export async function dueIncoming(actor: Actor, query: ListQuery): Promise<Page<IncomingSummary>> {
  return await listIncoming(actor, query, await waiting(actor, incomingDocuments));
}

/** Outgoing documents about which something waits for this position, the latest change first. */
export async function dueOutgoing(actor: Actor, query: ListQuery): Promise<Page<WaitingOutgoing>> {
  const page = await listOutgoing(actor, query, await waiting(actor, outgoingDocuments));
  const ids = page.items.map(({ id }) => id);
  const sources = await sourcesAbout(outgoingDocuments);
  const terms = await Promise.all(sources.map(async (source) => (await source.terms?.(actor, ids)) ?? []));
  const termOf = new Map(terms.flatMap((found) => [...found]));
  const items = page.items.map((item) => ({ ...item, dueOn: item.issueBy ?? termOf.get(item.id) ?? null }));
  return { ...page, items };
}

async function countWaiting<T extends Row>(actor: Actor, of: Store<T>): Promise<number> {
  return await of.model.countDocuments(oneOf(visibleTo(actor), await waiting(actor, of))).exec();
}

/** Never empty: every position may have been given something to handle, or have a draft that came back. */
async function waiting<T extends Row>(actor: Actor, of: Store<T>): Promise<Filter<T>[]> {
  const each = await Promise.all((await sourcesAbout(of)).map((source) => source.documents(actor)));
  return each.filter((filter) => filter !== undefined);
}

async function sourcesAbout<T extends Row>(of: Store<T>): Promise<DueDocuments<T>[]> {
  const isOfThese = (source: DueSource): source is DueDocuments<T> => 'of' in source && source.of === of.name;
  return (await duesInUse()).sources.filter(isOfThese);
}

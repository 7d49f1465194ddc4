import { dueOfArrivals, dueOfDeliveries } from '../exchange/due.ts';
import { visibleTo } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { dayInVietnam, daysLeft } from '../platform/calendar.ts';
import type { Filter } from '../platform/database/filter.ts';
import type { Page } from '../platform/database/paging.ts';
import { countRows } from '../platform/database/store.ts';
import { dueOfDeployment } from '../platform/deployment/due.ts';
import type { DueDocuments, DueSource } from '../platform/due.ts';
import { dueOfFiles } from '../platform/files/due.ts';
import { dueOfBooks } from '../registry/books/due.ts';
import type { ListQuery } from '../registry/documents/list-filter.ts';
import type { IncomingSummary } from '../registry/incoming/contract.ts';
import { dueOfIncoming } from '../registry/incoming/due.ts';
import { listIncoming } from '../registry/incoming/queries.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import type { OutgoingSummary } from '../registry/outgoing/contract.ts';
import { dueOfOutgoing } from '../registry/outgoing/due.ts';
import { listOutgoing } from '../registry/outgoing/queries.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import { dueOfHandling } from '../routing/due.ts';
import { dueOfCertificates } from '../signing/certificates/due.ts';
import type { DueItem } from './contract.ts';
import { dueOfGivenUpWork } from './given-up-work.ts';

/** A home page shows no more of one kind than a person can do in days; the lists have the rest. */
const MOST_OF_A_KIND = 100;

/** What the list of incoming documents has of due work, and what that of outgoing ones. */
const incoming = [...dueOfIncoming, ...dueOfHandling] as const;
const outgoing = [...dueOfOutgoing, ...dueOfDeliveries] as const;
const house = [...dueOfBooks, ...dueOfDeployment, ...dueOfFiles] as const;
const sources = [
  ...[...incoming, ...outgoing, ...dueOfArrivals],
  ...[...dueOfGivenUpWork, ...house, ...dueOfCertificates],
] as const;

/** What waits for this position today, the first of each kind by the day they are due, in no order. */
export async function dueItems(actor: Actor, now: Date): Promise<DueItem[]> {
  return (await dueWork(actor, now)).items;
}

/** The same, and how many more wait of kinds of which not all are shown. */
export async function dueWork(actor: Actor, now: Date): Promise<{ readonly items: DueItem[]; readonly more: number }> {
  const today = dayInVietnam(now);
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
export async function dueCounts(actor: Actor, now: Date) {
  const count = async (of: readonly DueSource[]) =>
    (await Promise.all(of.map((source) => source.count(actor, now)))).reduce((sum, one) => sum + one, 0);
  const [ofIncoming, ofOutgoing] = await Promise.all([waiting(actor, incoming), waiting(actor, outgoing)]);
  return {
    incoming: await countRows(incomingDocuments, { $and: [visibleTo(actor), ofIncoming] }),
    outgoing: await countRows(outgoingDocuments, { $and: [visibleTo(actor), ofOutgoing] }),
    arrivals: await count(dueOfArrivals),
    deliveries: await count(dueOfDeliveries),
    certificates: await count(dueOfCertificates),
  };
}

/** Incoming documents about which something waits for this position, the newest registration first. */
export async function dueIncoming(actor: Actor, query: ListQuery): Promise<Page<IncomingSummary>> {
  return await listIncoming(actor, query, await waiting(actor, incoming));
}

/** Outgoing documents about which something waits for this position, the latest change first. */
export async function dueOutgoing(actor: Actor, query: ListQuery): Promise<Page<OutgoingSummary>> {
  return await listOutgoing(actor, query, await waiting(actor, outgoing));
}

/** Never empty: every position may have been given something to handle, or have a draft that came back. */
async function waiting<T>(actor: Actor, of: readonly DueDocuments<T>[]): Promise<{ readonly $or: Filter<T>[] }> {
  const each = await Promise.all(of.map((source) => source.documents(actor)));
  return { $or: each.filter((filter) => filter !== undefined) };
}

import mongoose from 'mongoose';
import { dayInVietnam } from '../platform/calendar.ts';
import { dueRows } from '../platform/database/due-rows.ts';
import type { Filter } from '../platform/database/filter.ts';
import { findSome, readSome } from '../platform/database/store.ts';
import type { DueDocuments, DueSource } from '../platform/due.ts';
import { dueOutgoing } from '../registry/outgoing/due.ts';
import { listedFields, type OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { Delivery } from './deliveries/delivery.ts';
import { arrivalSummary, listedArrival } from './queries.ts';
import { arrivals, deliveries } from './store.ts';

const { trusted } = mongoose;

declare module '../platform/due.ts' {
  interface DueKinds {
    arrival: 'register';
    'delivery-stuck': 'see-delivery';
    'delivery-refused': 'see-delivery';
  }
}

const toRegister = dueRows(arrivals, {
  where: ({ roles, agencyId }) => (roles.includes('clerk') ? { agencyId, state: 'arrived' } : undefined),
  fields: listedArrival,
  by: 'arrivedAt',
  shown: (rows) =>
    rows.map(arrivalSummary).map(({ id, code, subject, senderName, arrivedAt, priority, registerBy, verdict }) => ({
      ...({ kind: 'arrival', action: 'register', documentId: null, note: null } as const),
      ...{ id, code, subject, who: senderName, at: arrivedAt, priority, dueOn: registerBy, verdict },
    })),
});

const shownOfDelivery = ['documentId', 'state', 'createdAt', 'recipient', 'receipts', 'lastError'] as const;

const failed = dueRows(deliveries, {
  where: ({ roles, agencyId }) =>
    roles.includes('clerk') ? { agencyId, state: trusted({ $in: ['stuck', 'refused'] }), settled: null } : undefined,
  fields: shownOfDelivery,
  by: 'createdAt',
  shown: dueDeliveries,
});

/** Deliveries are counted one by one; the list shows their documents. */
const toLookAfter: DueDocuments<OutgoingDocument, Awaited<ReturnType<typeof dueDeliveries>>[number]> = {
  ...failed,
  of: outgoingDocuments.name,
  documents: async (actor) => {
    const filter = await failed.documents(actor);
    return filter && { agencyId: actor.agencyId, _id: trusted({ $in: await documentsIn(filter) }) };
  },
  terms: async (actor, documentIds) => {
    const filter = await failed.documents(actor);
    const asked: Record<string, unknown> = { ...filter, documentId: trusted({ $in: [...documentIds] }) };
    const found = filter
      ? await findSome(deliveries, ['documentId', 'createdAt'], asked, { sort: { createdAt: -1 } })
      : [];
    // The earliest stands last, and is what a map keeps.
    return new Map(found.map(({ documentId, createdAt }) => [documentId, dueDay(createdAt)]));
  },
};

/** What is issued reaches its recipients on that day (NĐ 30/2020 Điều 18.1). */
const dueDay = (createdAt: Date): string => dayInVietnam(createdAt);

async function documentsIn(filter: Filter<Delivery>): Promise<string[]> {
  const asked: Record<string, unknown> = filter;
  return (await deliveries.model.distinct('documentId', asked).exec()).map(String);
}

async function dueDeliveries(found: readonly Pick<Delivery, 'id' | (typeof shownOfDelivery)[number]>[]) {
  const ids = trusted({ $in: found.map(({ documentId }) => documentId) });
  const documents = new Map(
    (await readSome(outgoingDocuments, listedFields, { _id: ids })).map((document) => [document.id, document]),
  );
  return found.flatMap((delivery) => {
    const document = documents.get(delivery.documentId);
    if (!document) return [];
    const kind = delivery.state === 'refused' ? ('delivery-refused' as const) : ('delivery-stuck' as const);
    const dueOn = dueDay(delivery.createdAt);
    const item = dueOutgoing(document, { kind, action: 'see-delivery', who: delivery.recipient.name, dueOn } as const);
    const refusal = delivery.receipts.find(({ code }) => code === '02')?.reason;
    return [{ ...item, id: delivery.id, note: refusal ?? delivery.lastError ?? null }];
  });
}

/** Arrivals that wait to be registered. */
export const dueOfArrivals = [toRegister] satisfies readonly DueSource[];

/** Documents that did not reach a recipient, or that one refused. */
export const dueOfDeliveries = [toLookAfter] satisfies readonly DueDocuments<OutgoingDocument>[];

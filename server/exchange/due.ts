import mongoose from 'mongoose';
import { dueRows } from '../platform/database/due-rows.ts';
import { readSome } from '../platform/database/store.ts';
import type { DueDocuments, DueSource } from '../platform/due.ts';
import { dueOutgoing } from '../registry/outgoing/due.ts';
import { listedFields, type OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { Delivery } from './deliveries/delivery.ts';
import { documentsIn, dueDay, termsIn } from './deliveries/documents-of-deliveries.ts';
import { late, MOST_URGENT, unsentByPartner } from './deliveries/unsent.ts';
import { arrivalSummary, listedArrival } from './queries.ts';
import { arrivals, deliveries } from './store.ts';

const { trusted } = mongoose;

declare module '../platform/due.ts' {
  interface DueKinds {
    arrival: 'register';
    'delivery-stuck': 'see-delivery';
    'delivery-late': 'see-delivery';
    'delivery-refused': 'see-delivery';
    'partner-late': 'see-unsent';
    'partner-expired': 'see-unsent';
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

const notTrue = trusted({ $ne: true });
const lateAlone = { ...late, priority: MOST_URGENT };

const shownOfDelivery = ['documentId', 'state', 'createdAt', 'recipient', 'receipts', 'lastError'] as const;

/** What somebody has to see to by itself: what was refused, what only a person can mend, and *hoả tốc* that does not get through. */
const failed = dueRows(deliveries, {
  where: ({ roles, agencyId }) =>
    roles.includes('clerk')
      ? { agencyId, settled: null, $or: [{ state: 'refused' }, { state: 'stuck', expired: notTrue }, lateAlone] }
      : undefined,
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
    return filter ? await termsIn(filter, documentIds) : new Map();
  },
};

async function dueDeliveries(found: readonly Pick<Delivery, 'id' | (typeof shownOfDelivery)[number]>[]) {
  const ids = trusted({ $in: found.map(({ documentId }) => documentId) });
  const documents = new Map(
    (await readSome(outgoingDocuments, listedFields, { _id: ids })).map((document) => [document.id, document]),
  );
  return found.flatMap((delivery) => {
    const document = documents.get(delivery.documentId);
    if (!document) return [];
    const kind = kindOf(delivery.state);
    const dueOn = dueDay(delivery.createdAt);
    const item = dueOutgoing(document, { kind, action: 'see-delivery', who: delivery.recipient.name, dueOn } as const);
    const refusal = delivery.receipts.find(({ code }) => code === '02')?.reason;
    return [{ ...item, id: delivery.id, note: refusal ?? delivery.lastError ?? null }];
  });
}

function kindOf(state: Delivery['state']) {
  if (state === 'refused') return 'delivery-refused' as const;
  return state === 'stuck' ? ('delivery-stuck' as const) : ('delivery-late' as const);
}

/** Arrivals that wait to be registered. */
export const dueOfArrivals = [toRegister] satisfies readonly DueSource[];

/** Documents that did not reach a recipient, or that one refused. */
export const dueOfDeliveries = [toLookAfter, unsentByPartner] satisfies readonly DueDocuments<OutgoingDocument>[];

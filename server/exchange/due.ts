import mongoose from 'mongoose';
import { dueRows } from '../platform/database/due-rows.ts';
import { readSome } from '../platform/database/store.ts';
import type { DueDocuments, DueSource } from '../platform/due.ts';
import { dueOutgoing } from '../registry/outgoing/due.ts';
import { listedFields, type OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import { arrivalSummary, listedArrival } from './arrivals/queries.ts';
import type { Delivery } from './deliveries/delivery.ts';
import { documentsIn, dueDay, termsIn } from './deliveries/documents-of-deliveries.ts';
import { late, MOST_URGENT, unsentByPartner } from './deliveries/unsent.ts';
import { lateFollowUps, lateReceipts } from './operations/late-tellings.ts';
import { arrivals, deliveries } from './store.ts';

const { trusted } = mongoose;

declare module '../platform/due.ts' {
  interface DueKinds {
    arrival: 'register';
    'arrival-asked-back': 'answer-asking';
    'delivery-stuck': 'see-delivery';
    'delivery-late': 'see-delivery';
    'delivery-refused': 'see-delivery';
    'delivery-not-given-back': 'see-delivery';
    'delivery-untold': 'see-delivery';
    'partner-late': 'see-unsent';
    'partner-expired': 'see-unsent';
    'follow-up-late': 'see-untold';
    'receipt-late': 'see-arrivals';
  }
}

const notTrue = trusted({ $ne: true });

const toRegister = dueRows(arrivals, {
  where: ({ roles, agencyId }) =>
    roles.includes('clerk') ? { agencyId, state: 'arrived', 'askedBack.open': notTrue } : undefined,
  fields: listedArrival,
  by: 'arrivedAt',
  shown: (rows) =>
    rows.map(arrivalSummary).map(({ id, code, subject, senderName, arrivedAt, priority, registerBy, verdict }) => ({
      ...({ kind: 'arrival', action: 'register', documentId: null, note: null } as const),
      ...{ id, code, subject, who: senderName, at: arrivedAt, priority, dueOn: registerBy, verdict },
    })),
});

/** What its sender asks for back. */
const toAnswer = dueRows(arrivals, {
  where: ({ roles, agencyId }) => (roles.includes('clerk') ? { agencyId, 'askedBack.open': true } : undefined),
  fields: listedArrival,
  by: 'arrivedAt',
  shown: (rows) =>
    rows.flatMap((row) => {
      if (!row.askedBack) return [];
      const { id, code, subject, senderName, priority } = arrivalSummary(row);
      const { at, reason } = row.askedBack;
      return {
        ...({ kind: 'arrival-asked-back', action: 'answer-asking', documentId: null, dueOn: null } as const),
        ...{ id, code, subject, who: senderName, at: at.toISOString(), priority, note: reason },
      };
    }),
});

const lateAlone = { ...late, priority: MOST_URGENT };

const notGivenBack = { 'askedBack.open': false };

const shownOfDelivery = [
  ...(['documentId', 'state', 'createdAt', 'recipient', 'receipts', 'lastError', 'askedBack', 'untold'] as const),
] as const;

/** What somebody has to see to by itself: what was refused or not given back, what only a person can mend, and *hoả tốc* that does not get through. */
const failed = dueRows(deliveries, {
  where: ({ roles, agencyId }) => {
    if (!roles.includes('clerk')) return undefined;
    // MongoDB uses the index of few rows for one way of several only where each of them says all of it.
    const ways = [
      { state: 'refused' } as const,
      { state: 'stuck', expired: notTrue } as const,
      lateAlone,
      notGivenBack,
      { untold: trusted({ $type: 'string' }) },
    ];
    return { $or: ways.map((way) => ({ agencyId, settled: null, ...way })) };
  },
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
    const kind = kindOf(delivery);
    const dueOn = dueDay(delivery.createdAt);
    const item = dueOutgoing(document, { kind, action: 'see-delivery', who: delivery.recipient.name, dueOn } as const);
    const refusal = delivery.receipts.find(({ code }) => code === '02')?.reason;
    const declined = kind === 'delivery-not-given-back' && delivery.askedBack?.open === false;
    const note = declined ? delivery.askedBack?.declined : (delivery.untold ?? refusal ?? delivery.lastError);
    return [{ ...item, id: delivery.id, note: note ?? null }];
  });
}

function kindOf({ state, askedBack, untold }: Pick<Delivery, 'state' | 'askedBack' | 'untold'>) {
  if (untold !== undefined) return 'delivery-untold' as const;
  if (askedBack?.open === false) return 'delivery-not-given-back' as const;
  if (state === 'refused') return 'delivery-refused' as const;
  return state === 'stuck' ? ('delivery-stuck' as const) : ('delivery-late' as const);
}

/** Arrivals that wait to be registered, or that their senders ask for back; and what senders do not know yet. */
export const dueOfArrivals = [toRegister, toAnswer, lateReceipts] satisfies readonly DueSource[];

/** Documents that did not reach a recipient, or that one refused; and what recipients do not know yet. */
export const dueOfDeliveries = [
  toLookAfter,
  unsentByPartner,
  lateFollowUps,
] satisfies readonly DueDocuments<OutgoingDocument>[];

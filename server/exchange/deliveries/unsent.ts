import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import type { Filter } from '../../platform/database/filter.ts';
import type { Due, DueDocuments } from '../../platform/due.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { documentsIn, dueDay, termsIn } from './documents-of-deliveries.ts';

const { trusted } = mongoose;

/** *Hoả tốc*. */
export const MOST_URGENT = 3;

/** Deliveries that are still tried, and of which whoever sent them had to be told. */
export const late = {
  state: trusted({ $in: ['waiting', 'retrying'] }),
  sentAt: null,
  lateSince: trusted({ $ne: null }),
};

/** What no recipient holds, of one partner: how much, to how many of its agencies. */
type Unsent = Due<'partner-late' | 'partner-expired', 'see-unsent'> & {
  readonly unsent: { readonly documents: number; readonly recipients: number };
};

/**
 * What a partner does not take: one row for all of it while it is tried, cleared when it is taken, and one for what was tried in vain as long as
 * messages live. *Hoả tốc* has rows of its own while it is tried.
 */
export const unsentByPartner: DueDocuments<OutgoingDocument, Unsent> = {
  of: outgoingDocuments.name,
  documents: async (actor) => {
    const filter = unsentOf(actor);
    return filter && { agencyId: actor.agencyId, _id: trusted({ $in: await documentsIn(filter) }) };
  },
  terms: async (actor, documentIds) => {
    const filter = unsentOf(actor);
    return filter ? await termsIn(filter, documentIds) : new Map();
  },
  count: async (actor) => (await byPartner(actor)).length,
  first: async (actor, _now, most) => (await byPartner(actor)).slice(0, most).map(asDue),
};

function unsentOf({ roles, agencyId }: Actor): Filter<Delivery> | undefined {
  if (!roles.includes('clerk')) return undefined;
  const lateTogether = { ...late, priority: trusted({ $ne: MOST_URGENT }) };
  return { agencyId, settled: null, $or: [lateTogether, { state: 'stuck', expired: true }] };
}

interface OfPartner {
  readonly _id: { readonly partner: string; readonly expired: boolean };
  readonly documents: readonly string[];
  readonly recipients: readonly string[];
  readonly since: Date;
  readonly lastError?: string | null;
}

/** What waits for longest first; a recipient without a system of another deployment is a partner of its own. */
async function byPartner(actor: Actor): Promise<OfPartner[]> {
  const filter: Record<string, unknown> | undefined = unsentOf(actor);
  if (!filter) return [];
  const partner = { $ifNull: ['$partner', '$recipient.code'] };
  return await deliveries.model
    .aggregate<OfPartner>([
      { $match: filter },
      { $sort: { createdAt: 1 } },
      {
        $group: {
          _id: { partner, expired: { $eq: ['$expired', true] } },
          documents: { $addToSet: '$documentId' },
          recipients: { $addToSet: '$recipient.name' },
          since: { $first: '$createdAt' },
          lastError: { $last: '$lastError' },
        },
      },
      { $sort: { since: 1, _id: 1 } },
    ])
    .exec();
}

function asDue({ _id, documents, recipients, since, lastError }: OfPartner): Unsent {
  const [documentId = null] = documents.length === 1 ? documents : [];
  return {
    kind: _id.expired ? 'partner-expired' : 'partner-late',
    action: 'see-unsent',
    id: `${_id.partner}/${_id.expired ? 'expired' : 'late'}`,
    documentId,
    ...{ code: '', subject: '', who: recipients[0] ?? _id.partner, at: since.toISOString() },
    ...{ priority: 0, dueOn: dueDay(since), note: lastError ?? null },
    unsent: { documents: documents.length, recipients: recipients.length },
  };
}

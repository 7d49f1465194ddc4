import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import type { Due, DueDocuments, DueSource } from '../../platform/due.ts';
import { jobs } from '../../platform/ledger/jobs.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { dueDay } from '../deliveries/documents-of-deliveries.ts';
import { arrivals, followUps, notices } from '../store.ts';

const { trusted } = mongoose;

const followUpWork = ['send-follow-up'] as const;
const receiptWork = ['send-receipt', 'send-status'] as const;
/** The work by which another agency is told of a document: what its sender says later of it, and what became of it at its recipient. */
export const tellings = [...followUpWork, ...receiptWork] as const;
type Telling = (typeof tellings)[number];

type Late = Due<'follow-up-late' | 'receipt-late', 'see-untold' | 'see-arrivals'> & {
  readonly unsent: { readonly documents: number; readonly recipients: number };
};

/** What recipients do not hold yet although it was said of documents that they have: taken back, asked for. One row for each partner. */
export const lateFollowUps: DueDocuments<OutgoingDocument, Late> = {
  of: outgoingDocuments.name,
  documents: async (actor) => {
    const late = lateOf(actor, followUpWork);
    const ids = late && (await jobs.model.distinct('payload.documentId', late).exec());
    return ids && { agencyId: actor.agencyId, _id: trusted({ $in: ids.map(String) }) };
  },
  ...byPartner(followUpWork, async ({ documents, told, ...row }) => {
    const names = await followUps.model.distinct('recipient.name', { _id: trusted({ $in: [...told] }) });
    const [documentId = null] = documents.length === 1 ? documents : [];
    return { ...asDue({ ...row, names, documents }), kind: 'follow-up-late', action: 'see-untold', documentId };
  }),
};

/** What senders do not hold yet of what becomes of their documents here: arrived, taken in, handled. One row for each partner. */
export const lateReceipts: DueSource<Late> = byPartner(receiptWork, async ({ documents, told, ...row }) => {
  const about = { _id: trusted({ $in: [...told] }) };
  const senders = [arrivals, notices].map(({ model }) => model.distinct('senderName', about).exec());
  const names = [...new Set((await Promise.all(senders)).flat())];
  return { ...asDue({ ...row, names, documents }), kind: 'receipt-late', action: 'see-arrivals' };
});

/** What somebody in this position had to be told of, and is on its way still. */
function lateOf({ roles, agencyId }: Actor, work: readonly Telling[]) {
  if (!roles.includes('clerk')) return undefined;
  const onItsWay = trusted({ $in: ['waiting', 'running'] });
  return { agencyId, lateSince: trusted({ $type: 'date' }), kind: trusted({ $in: [...work] }), state: onItsWay };
}

interface OfPartner {
  /** The partner; none within this deployment. */
  readonly _id: string | null;
  readonly documents: readonly string[];
  /** What follows them, or else arrivals and notices. */
  readonly told: readonly string[];
  readonly since: Date;
  readonly reason?: string | null;
}

function byPartner(work: readonly Telling[], shown: (of: OfPartner) => Promise<Late>): DueSource<Late> {
  const found = async (actor: Actor): Promise<OfPartner[]> => {
    const late = lateOf(actor, work);
    if (!late) return [];
    const told = { $ifNull: ['$payload.followUpId', '$payload.arrivalId', '$payload.noticeId'] };
    const documents = { $addToSet: { $ifNull: ['$payload.documentId', told] } };
    const [since, reason] = [{ $first: '$createdAt' }, { $last: '$reason' }];
    return await jobs.model
      .aggregate<OfPartner>([
        { $match: late },
        { $sort: { createdAt: 1 } },
        { $group: { _id: '$partner', documents, told: { $addToSet: told }, since, reason } },
        { $sort: { since: 1, _id: 1 } },
      ])
      .exec();
  };
  return {
    count: async (actor) => (await found(actor)).length,
    first: async (actor, _now, most) => await Promise.all((await found(actor)).slice(0, most).map(shown)),
  };
}

interface Named extends Pick<OfPartner, '_id' | 'documents' | 'since' | 'reason'> {
  readonly names: readonly unknown[];
}

function asDue({ _id, names, documents, since, reason }: Named) {
  const who = names.length > 0 ? String(names[0]) : (_id ?? '');
  return {
    ...{ id: `${_id ?? 'here'}/untold`, documentId: null, code: '', subject: '', who, at: since.toISOString() },
    ...{ priority: 0, dueOn: dueDay(since), note: reason ?? null },
    unsent: { documents: documents.length, recipients: names.length },
  };
}

import mongoose from 'mongoose';
import { mayRead } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import { readAll, readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { triesUsed } from '../../platform/jobs/pause.ts';
import { type Job, jobs } from '../../platform/ledger/jobs.ts';
import { kindOf } from '../../registry/outgoing/recipients/recipient.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { AXIS } from '../axis/axis-partner.ts';
import { deliveries, followUps } from '../store.ts';
import type { DeliveryView, FollowUpView } from './contract.ts';
import type { Delivery } from './delivery.ts';
import { actsOn } from './delivery-acts.ts';
import type { FollowUp } from './follow-ups/follow-up.ts';

/** Deliveries of one document as they are shown, with what followed them and when they are tried again. */
export async function deliveryViews(found: readonly Delivery[]): Promise<DeliveryView[]> {
  const [first] = found;
  if (!first) return [];
  const { agencyId, documentId } = first;
  const jobOf = await jobsThatTry(found);
  const deliveryId = mongoose.trusted({ $in: found.map(({ id }) => id) });
  const followed = await readAll(followUps, { agencyId, documentId, deliveryId }, { sort: { _id: 1 } });
  const [document] = await readSome(outgoingDocuments, ['state'], { _id: documentId, agencyId });
  const around = { followed, isInForce: document?.state.status === 'issued' };
  return found.map((delivery) => deliveryView(delivery, around, jobOf.get(delivery.id)));
}

/** The jobs that will try again, by delivery. */
async function jobsThatTry(found: readonly Delivery[]): Promise<Map<string, Job>> {
  const retrying = found.filter(({ state }) => state === 'retrying').map(({ id }) => id);
  if (retrying.length === 0) return new Map();
  const waiting = await readAll(jobs, {
    kind: 'deliver-envelope',
    state: 'waiting',
    key: mongoose.trusted({ $in: retrying }),
  });
  return new Map(waiting.flatMap((job) => (job.key ? [[job.key, job] as const] : [])));
}

/** What belongs to the deliveries of one document. */
interface AroundDeliveries {
  /** Messages that followed any of them. */
  readonly followed: readonly FollowUp[];
  /** Whether the document is in force. */
  readonly isInForce: boolean;
}

/** A delivery as it is shown, with what followed it, and the job that will try again, if there is one. */
export function deliveryView(delivery: Delivery, { followed, isInForce }: AroundDeliveries, job?: Job): DeliveryView {
  const own = followed.filter(({ deliveryId }) => deliveryId === delivery.id);
  return {
    id: delivery.id,
    documentId: delivery.documentId,
    recipient: recipientOf(delivery),
    channel: delivery.channel,
    paperCopies: delivery.paperCopies,
    paperReason: delivery.paperReason ?? null,
    state: delivery.state,
    carrier: delivery.overAxis || delivery.partner === AXIS ? 'axis' : 'direct',
    messageId: delivery.messageId ?? null,
    sentAt: delivery.sentAt?.toISOString() ?? null,
    attempts: delivery.attempts + (job ? triesUsed(job) : 0),
    nextAttemptAt: job?.runAt.toISOString() ?? null,
    lateSince: delivery.lateSince?.toISOString() ?? null,
    expired: delivery.expired === true,
    lastError: delivery.lastError ?? null,
    recipientVerdict: verdictOf(delivery),
    replaces: delivery.replaces ?? null,
    sentAnewAs: delivery.sentAnewAs ?? null,
    readdressedTo: delivery.readdressedTo ?? null,
    inClear: delivery.inClear ? { ...delivery.inClear, at: delivery.inClear.at.toISOString() } : null,
    acts: actsOn(delivery, { isInForce, followed: own }),
    settled: delivery.settled ? { ...delivery.settled, at: delivery.settled.at.toISOString() } : null,
    receipts: [...receiptViews(delivery), ...statusViews(delivery)],
    added: addedView(delivery),
    posted: delivery.posted ? { ...delivery.posted, at: delivery.posted.at.toISOString() } : null,
    followUps: own.map(followUpView),
  };
}

function recipientOf({ recipient: { unitId: _, ...recipient } }: Delivery): DeliveryView['recipient'] {
  const { agencyId = null, code = null } = recipient;
  const nothing = { insteadOf: null, unit: null, address: null };
  return { ...nothing, ...recipient, agencyId, code, kind: kindOf({ ...recipient, agencyId, code }) };
}

function addedView({ added }: Delivery): DeliveryView['added'] {
  return added ? { ...added, at: added.at.toISOString(), reason: added.reason ?? null } : null;
}

function followUpView(followUp: FollowUp): FollowUpView {
  const { id, kind, state, createdAt, by, reason, messageId, sentAt, lastError } = followUp;
  return {
    ...{ id, kind, state, at: createdAt.toISOString(), by, reason },
    ...{ messageId: messageId ?? null, sentAt: sentAt?.toISOString() ?? null, lastError: lastError ?? null },
    receipts: [...receiptViews(followUp), ...statusViews(followUp)],
  };
}

function receiptViews({ receipts }: Pick<Delivery, 'receipts'>): DeliveryView['receipts'] {
  return [...receipts].sort(byAct).map((receipt) => ({
    code: receipt.code,
    at: receipt.at.toISOString(),
    by: receipt.by ?? null,
    reasonCode: receipt.reasonCode ?? null,
    reason: receipt.reason ?? null,
    incomingCode: receipt.arrivalNumber === undefined ? null : String(receipt.arrivalNumber),
    sha256: receipt.sha256,
    signatureValid: true,
  }));
}

/** What the axis told, in the order of the acts: nothing of it is signed. */
function statusViews({ statuses = [] }: Pick<Delivery, 'statuses'>): DeliveryView['receipts'] {
  return statuses
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.code.localeCompare(b.code))
    .map(({ code, at, by, reason, sha256 }) => ({
      ...{ code, at: at.toISOString(), by: by ?? null, reasonCode: null, reason: reason ?? null },
      ...{ incomingCode: null, sha256, signatureValid: false },
    }));
}

/** In the order of the acts they tell of; the jobs that carried them may have overtaken each other. */
function byAct(a: Delivery['receipts'][number], b: Delivery['receipts'][number]): number {
  return a.sequence - b.sequence;
}

function verdictOf({ recipientVerdict }: Delivery): DeliveryView['recipientVerdict'] {
  return recipientVerdict ?? null;
}

/** One delivery of the actor's agency whose document they may see, or the common 404. */
export async function deliveryFor(actor: Actor, deliveryId: string): Promise<Delivery> {
  const delivery = await readOne(deliveries, { _id: deliveryId, agencyId: actor.agencyId });
  const document =
    delivery && (await readOne(outgoingDocuments, { _id: delivery.documentId, agencyId: actor.agencyId }));
  if (!delivery || !document || !mayRead(actor, document)) throw notFound();
  return delivery;
}

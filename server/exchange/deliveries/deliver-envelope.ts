import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { reasonOf } from '../../platform/jobs/job-kind.ts';
import { triesUsed } from '../../platform/jobs/pause.ts';
import type { Job } from '../../platform/ledger/jobs.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { signedRefusalIn } from '../carriage/send-message.ts';
import { deliveries } from '../store.ts';
import { type Delivery, isEnded, isStillSent } from './delivery.ts';
import { endUnsent } from './follow-ups/recall-deliveries.ts';
import { type Handed, handOverDelivery } from './ways.ts';

/**
 * Sends one delivery — *gửi văn bản điện tử* — by the way that is open now (`ways.ts`). A failure is kept with the delivery, where the sender sees it; what only a person can mend stops it at once, anything else is
 * thrown on, so that the worker tries again.
 */
export async function deliverEnvelope(
  { agencyId, deliveryId }: { readonly agencyId: string; readonly deliveryId: string },
  job: Pick<Job, 'attempts' | 'excused'>,
): Promise<void> {
  const actor = systemActor(agencyId);
  const delivery = await readOne(deliveries, { _id: deliveryId, agencyId });
  if (!delivery || !isStillSent(delivery)) return;
  try {
    await handOverDelivery(delivery, async (tx, handed) => {
      if (handed) await markSent(tx, deliveryId, { ...handed, tries: triesUsed(job) });
      else await keepUnsent(tx, deliveryId);
    });
  } catch (error) {
    await inTransaction(actor, (tx) => noteFailure(tx, deliveryId, error));
    throw error;
  }
}

async function keepUnsent(tx: Transaction, deliveryId: string): Promise<void> {
  const current = await tx.load(deliveries, deliveryId);
  if (!isEnded(current)) endUnsent(tx, current);
}

async function markSent(
  tx: Transaction,
  deliveryId: string,
  { tries, ...handed }: Handed & { readonly tries: number },
): Promise<void> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.sentAt) return;
  const state = delivery.state === 'retrying' || delivery.state === 'stuck' ? 'waiting' : delivery.state;
  tx.change(deliveries, delivery, {
    sentAt: tx.now,
    ...handed,
    state,
    attempts: delivery.attempts + tries,
    lastError: undefined,
    signedRefusal: undefined,
  });
  const axisId = handed.overAxis?.axisId;
  const { documentId, envelopeSha256 } = delivery;
  const how = axisId === undefined ? { ...(envelopeSha256 && { envelopeSha256 }) } : { axisId };
  record(tx, { type: 'delivery-sent', documentId, deliveryId, ...how });
}

/** *Hoả tốc*: of what is so urgent the sender is told at the first failure (NĐ 30/2020 Điều 18.1). */
const AT_ONCE = 3;

/** Keeps why an attempt failed; of a hundred attempts that fail alike the log tells once, so that a week of them fills no log. */
async function noteFailure(tx: Transaction, deliveryId: string, error: unknown): Promise<void> {
  const delivery = await tx.load(deliveries, deliveryId);
  const reason = reasonOf(error);
  const signedRefusal = signedRefusalIn(error);
  // A receipt that was faster, or the worker's giving up, tells more than the failure of one attempt.
  const known = delivery.receipts.length > 0 || delivery.state === 'stuck' || isEnded(delivery);
  const state = known ? delivery.state : 'retrying';
  const isKnown = !signedRefusal && delivery.state === state && tellsNothingNew(delivery, reason);
  if (delivery.channel !== 'electronic' || isKnown) return;
  const toldAtOnce = (delivery.priority ?? 0) >= AT_ONCE && !delivery.lateSince ? { lateSince: tx.now } : {};
  tx.change(deliveries, delivery, { state, lastError: reason, ...toldAtOnce, ...(signedRefusal && { signedRefusal }) });
  record(tx, { type: 'delivery-failed', documentId: delivery.documentId, deliveryId, reason });
}

/** That nobody was asked is no other reason than that nobody had answered. */
function tellsNothingNew({ lastError }: Delivery, reason: string): boolean {
  return lastError === reason || (lastError !== undefined && reason === 'partner-resting');
}

interface Stuck {
  readonly tries: number;
  /** Whether the life of its message has ended. */
  readonly expired: boolean;
}

/** The worker has given up: the delivery is shown as stuck until a person sends it again, or on paper. */
export async function markStuck(tx: Transaction, deliveryId: string, { tries, expired }: Stuck): Promise<void> {
  const delivery = await tx.load(deliveries, deliveryId);
  const isOver = delivery.channel !== 'electronic' || isEnded(delivery);
  if (isOver || delivery.sentAt || delivery.receipts.length > 0) return;
  const lateSince = delivery.lateSince ?? tx.now;
  tx.change(deliveries, delivery, { state: 'stuck', expired, lateSince, attempts: delivery.attempts + tries });
  const { documentId, lastError: reason } = delivery;
  record(tx, { type: 'delivery-stuck', documentId, deliveryId, ...(reason ? { reason } : {}) });
}

import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { answeredOnAxis } from '../../axis/axis-in-use.ts';
import { refusal } from '../../messages/message-refusal.ts';
import type { ReceiptCode } from '../../messages/receipt.ts';
import { deliveries, followUps } from '../../store.ts';
import { type Delivery, stateTold, type ToldStatus } from '../delivery.ts';
import { endReplaced } from '../follow-ups/end-replaced.ts';
import { type FollowUp, stateAfter } from '../follow-ups/follow-up.ts';
import { hearAnswer } from '../follow-ups/hear-answer.ts';
import { judgeAnswerByReceipt } from '../judge-answer-by-receipt.ts';
import { questionAnswered } from './question-answered.ts';

/** A status packet of the axis that was read, and where its exact bytes lie. */
export interface StatusOfAxis extends Omit<ToldStatus, 'recordedAt'> {
  /** Who tells it, as the axis knows them, and the document it is about. */
  readonly from: string;
  readonly documentId: string;
}

/**
 * Keeps what a recipient tells over the axis of a document of the actor's agency. Unsigned, it moves the state only while no signed receipt does;
 * by the codes of the asked (15, 16) it answers what `questionAnswered` finds. The same packet again changes nothing. Refuses with `receipt-of-nothing`
 * what is about no document that went there over the axis.
 */
export async function recordStatus(tx: Transaction, { from, documentId, ...told }: StatusOfAxis): Promise<void> {
  const { agencyId } = tx.actor;
  const sent = { agencyId, 'overAxis.documentId': documentId };
  const sentThere = sentTo(await tx.list(deliveries, sent), from);
  const delivery = sentThere.at(-1);
  if (!delivery) throw refusal('receipt-of-nothing', 'No such document was sent there over the axis');
  const followed = sentTo(await tx.list(followUps, sent), from);
  if ([...sentThere, ...followed].some((one) => isTold(one, told))) return;
  const asked = { replaces: isReplacing(delivery), followed };
  const question = answering.has(told.code)
    ? questionAnswered(asked, told.code, answeredOnAxis(delivery.overAxis?.to ?? from))
    : undefined;
  if (question === undefined || question === 'replace') await recordAboutDelivery(tx, delivery, told);
  else await recordAboutFollowUp(tx, question, told);
}

/** Codes by which a question is answered. */
const answering: ReadonlySet<ReceiptCode> = new Set(['15', '16']);

/** Whether its recipient has still to say that another document stands in the place of the former one. */
function isReplacing({ replaces, statuses = [] }: Pick<Delivery, 'replaces' | 'statuses'>): boolean {
  return replaces !== undefined && !statuses.some(({ code }) => code === '15');
}

type Told = Omit<StatusOfAxis, 'from' | 'documentId'>;

async function recordAboutDelivery(tx: Transaction, delivery: Delivery, told: Told): Promise<void> {
  const statuses = withStatus(tx, { ...delivery, deliveryId: delivery.id }, told);
  if (told.code === '15') await endReplaced(tx, delivery);
  if (delivery.receipts.length > 0) return void tx.change(deliveries, delivery, { statuses });
  const { code, reason = null } = told;
  await judgeAnswerByReceipt(tx, delivery, { code, reason });
  tx.change(deliveries, delivery, { statuses, state: stateTold(delivery.state, statuses) });
}

async function recordAboutFollowUp(tx: Transaction, followUp: FollowUp, told: Told): Promise<void> {
  const statuses = withStatus(tx, followUp, told);
  const { code, reason = null } = told;
  const state = stateAfter(followUp.state, code);
  tx.change(followUps, followUp, { statuses, state });
  await hearAnswer(tx, followUp, { state, code, reason });
}

/** What was told with this. */
function withStatus(
  tx: Transaction,
  { documentId, deliveryId, statuses = [] }: Pick<FollowUp, 'documentId' | 'deliveryId' | 'statuses'>,
  told: Told,
): readonly ToldStatus[] {
  const { code, axisId, sha256: packetSha256 } = told;
  record(tx, { type: 'status-told', documentId, deliveryId, code, packetSha256, axisId });
  return [...statuses, { ...told, recordedAt: tx.now }];
}

/** What was sent there, the last at the end: a document may have been sent anew after it was refused, and be followed by several things. */
function sentTo<S extends Delivery | FollowUp>(sent: readonly S[], from: string): S[] {
  const there = sent.filter(({ overAxis, recipient }) => [overAxis?.to, recipient.code].includes(from));
  return there.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

function isTold({ statuses = [] }: Pick<FollowUp, 'statuses'>, { axisId }: Told): boolean {
  return statuses.some((earlier) => earlier.axisId === axisId);
}

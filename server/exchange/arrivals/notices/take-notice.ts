import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { Correspondent } from '../../directory/correspondent.ts';
import type { Message } from '../../messages/message.ts';
import { refusal } from '../../messages/message-refusal.ts';
import { MESSAGE_LIFE_MS } from '../../messages/message-rules.ts';
import { MOST_SAID } from '../../messages/receipt.ts';
import { arrivals, notices } from '../../store.ts';
import type { Arrival } from '../arrival.ts';
import { endArrival } from '../end-arrival.ts';
import { hearAsking } from '../hear-asking.ts';
import { acknowledgeReplacement, replaceArrival } from '../replace-arrival.ts';
import { updateArrival } from '../update-arrival.ts';
import { answerNotice } from './answer-notice.ts';
import type { Notice } from './notice.ts';
import { noticedArrival } from './noticed-arrival.ts';
import type { SaidLater } from './said-later.ts';

/** A notice that was checked, with the hash of its exact bytes. */
interface CheckedNotice {
  readonly sender: Correspondent;
  readonly addressedTo: string;
  readonly message: Message;
  readonly said: SaidLater;
  readonly messageSha256: string;
}

/**
 * Takes in what a sender says of a document it sent: it takes effect by itself, or when the document comes (docs/exchange-protocol.md, section 5).
 */
export async function takeNotice(
  tx: Transaction,
  { sender, addressedTo, message, said, messageSha256 }: CheckedNotice,
): Promise<void> {
  const { agencyId } = tx.actor;
  const { messageId, sentAt } = message;
  const { code: senderCode, agencyId: senderAgencyId } = sender;
  const arrival = await noticedArrival(said.of, (sent) => tx.find(arrivals, { agencyId, ...sent }));
  await refuseMore(tx, said);
  const notice = tx.insert(notices, {
    ...{ agencyId, senderCode, senderName: message.sender.name, messageId },
    ...(senderAgencyId === undefined ? {} : { senderAgencyId }),
    ...(addressedTo === agencyId ? {} : { answeredBy: addressedTo }),
    ...{ ...said, envelopeSha256: messageSha256, state: 'held', takenAt: tx.now },
  });
  record(tx, { type: 'notice-taken', noticeId: notice.id, messageId, senderCode });
  if (said.kind === 'replace') await acknowledgeReplacement(tx, notice);
  if (arrival) await applyNotice(tx, arrival, notice);
  else leaveToEnd(tx, notice, sentAt);
}

/** Past the life of a message its document comes no more. */
function leaveToEnd(tx: Transaction, { id: noticeId, agencyId }: Notice, sentAt: string): void {
  tx.enqueue({
    ...{ kind: 'end-notice', key: noticeId, payload: { agencyId, noticeId } },
    runAt: new Date(Date.parse(sentAt) + MESSAGE_LIFE_MS),
  });
}

/** Has what came before its document take effect, now that this is here. */
export async function applyHeld(tx: Transaction, arrival: Arrival): Promise<void> {
  const { agencyId, messageId } = arrival;
  const held = await tx.list(notices, { agencyId, 'of.messageId': messageId, state: 'held' });
  let current = arrival;
  for (const notice of held) if (isOf(notice, arrival)) current = await applyNotice(tx, current, notice);
}

/** Has a notice take effect on the document that it is about, and answers it where nobody has to be asked. */
export async function applyNotice(tx: Transaction, arrival: Arrival, notice: Notice): Promise<Arrival> {
  const { reason, by } = notice;
  if (notice.kind === 'ask-back') return await hearAsking(tx, arrival, notice);
  const applied = tx.change(notices, notice, { state: 'applied', arrivalId: arrival.id });
  if (notice.kind === 'replace') return await replaceArrival(tx, arrival, applied);
  const after =
    notice.kind === 'update'
      ? await updateArrival(tx, arrival, applied)
      : await endArrival(tx, arrival, { way: 'recalled', reason, by });
  const { verdict, arrivalNumber = null } = after;
  await answerNotice(tx, applied, { code: '15', by: null, reason: null, verdict, arrivalNumber });
  return after;
}

/**
 * Refuses another status, or correction, of a sender under the number of one that is kept, and whatever it says when it has said more than anybody
 * does (`receipt-conflict`).
 */
async function refuseMore(tx: Transaction, { kind, of, sequence }: SaidLater): Promise<void> {
  const { agencyId } = tx.actor;
  const all = await tx.list(notices, { agencyId, 'of.messageId': of.messageId });
  const known = all.filter((one) => one.of.sender === of.sender);
  if (sequence !== undefined && known.some((one) => one.kind === kind && one.sequence === sequence)) {
    throw refusal('receipt-conflict', `Another ${kind} ${sequence} is kept already`);
  }
  if (known.length >= MOST_SAID) throw refusal('receipt-conflict', `${MOST_SAID} such messages are kept already`);
}

function isOf({ of }: Notice, { senderCode, envelope, envelopeSha256 }: Arrival): boolean {
  const { sender, documentId, messageSha256 } = of;
  return (
    sender === senderCode &&
    (documentId === undefined || documentId === envelope.document.documentId) &&
    (messageSha256 === undefined || messageSha256 === envelopeSha256)
  );
}

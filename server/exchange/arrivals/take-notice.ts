import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import type { RevokeMessage } from '../messages/message.ts';
import { MESSAGE_LIFE_MS } from '../messages/message-rules.ts';
import { arrivals, notices } from '../store.ts';
import type { Arrival } from './arrival.ts';
import type { Notice } from './notice.ts';
import { noticedArrival } from './noticed-arrival.ts';
import { recallArrival } from './recall-arrival.ts';

/** A notice that was checked, with the hash of its exact bytes. */
interface CheckedNotice {
  readonly sender: Correspondent;
  readonly message: RevokeMessage;
  readonly messageSha256: string;
}

/**
 * Takes in that a sender takes a document back: it takes effect by itself, or when the document comes (docs/exchange-protocol.md, section 5).
 */
export async function takeNotice(tx: Transaction, { sender, message, messageSha256 }: CheckedNotice): Promise<void> {
  const { agencyId } = tx.actor;
  const { messageId, reason, by, sentAt } = message;
  const { code: senderCode, agencyId: senderAgencyId } = sender;
  const { type: _, ...of } = theLink(message);
  const arrival = await noticedArrival(of, (sent) => tx.find(arrivals, { agencyId, ...sent }));
  const notice = tx.insert(notices, {
    ...{ agencyId, kind: 'revoke', senderCode, senderName: message.sender.name, messageId },
    ...(senderAgencyId === undefined ? {} : { senderAgencyId }),
    ...{ envelopeSha256: messageSha256, of, reason, by, state: 'held', takenAt: tx.now },
  });
  record(tx, { type: 'notice-taken', noticeId: notice.id, messageId, senderCode });
  if (arrival) return await apply(tx, arrival, notice);
  tx.enqueue({
    ...{ kind: 'end-notice', key: notice.id, payload: { agencyId, noticeId: notice.id } },
    runAt: new Date(Date.parse(sentAt) + MESSAGE_LIFE_MS),
  });
}

/** Has what came before its document take effect, now that this is here. */
export async function applyHeld(tx: Transaction, arrival: Arrival): Promise<void> {
  const { agencyId, messageId } = arrival;
  const held = await tx.list(notices, { agencyId, 'of.messageId': messageId, state: 'held' });
  for (const notice of held) if (isOf(notice, arrival)) await apply(tx, arrival, notice);
}

async function apply(tx: Transaction, arrival: Arrival, notice: Notice): Promise<void> {
  const applied = tx.change(notices, notice, { state: 'applied', arrivalId: arrival.id });
  await recallArrival(tx, arrival, applied);
}

function isOf({ of }: Notice, { senderCode, envelope }: Arrival): boolean {
  return of.sender === senderCode && of.documentId === envelope.document.documentId;
}

function theLink({ links }: RevokeMessage): RevokeMessage['links'][number] {
  const [link] = links;
  if (!link) throw new Error('What takes a document back names it');
  return link;
}

import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { saidLater } from '../arrivals/notices/said-later.ts';
import { takeNotice } from '../arrivals/notices/take-notice.ts';
import { receiveDocument } from '../arrivals/receive-document.ts';
import { recordReceipt } from '../deliveries/record-receipt.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { bringsDocument, type Message } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { TakenMessage } from '../messages/taken-message.ts';
import type { KeptTransportReceipt } from '../messages/transport-receipt.ts';
import type { Travelled } from '../messages/travelled.ts';
import { takenMessages } from '../store.ts';

/** A message whose signature, sender and audience have been checked, with where its exact bytes lie and the receipt it is to get. */
export interface CheckedMessage<M extends Message = Message> {
  readonly sender: Correspondent;
  /** The agency here that it is addressed to: it answers, also for one that was merged into it. */
  readonly addressedTo: string;
  readonly message: M;
  readonly messageSha256: string;
  readonly signatureSha256: string;
  readonly transportReceipt: KeptTransportReceipt;
  readonly travelled?: Travelled | undefined;
}

/**
 * Takes a message in for the actor's agency – the one that it is addressed to, or one that was merged into that and whose records it is about –, with what its kind changes, and gives its transport receipt. The same message again changes
 * nothing and gets the receipt it got; the same id with other bytes is refused with 409 `message-id-conflict` (docs/exchange-protocol.md §5).
 */
export async function takeMessage(tx: Transaction, checked: CheckedMessage): Promise<KeptTransportReceipt> {
  const { agencyId } = tx.actor;
  const { sender, message, messageSha256, signatureSha256, transportReceipt } = checked;
  const { messageId, kind } = message;
  const earlier = await tx.find(takenMessages, { agencyId, senderCode: sender.code, messageId });
  if (earlier) return receiptIfSame(earlier, messageSha256);
  const said = saidLater(message);
  if (bringsDocument(message)) await receiveDocument(tx, { ...checked, message });
  if (said) await takeNotice(tx, { ...checked, said });
  else if (message.kind === 'receipt') await recordReceipt(tx, { ...checked, message });
  else if (message.kind === 'test') record(tx, { type: 'test-message-taken', messageId, senderCode: sender.code });
  tx.insert(takenMessages, {
    ...{ agencyId, senderCode: sender.code, messageId, kind, takenAt: tx.now },
    ...{ envelopeSha256: messageSha256, envelopeSignatureSha256: signatureSha256, transportReceipt },
  });
  return transportReceipt;
}

/** The receipt that was given for the message of this id, if it came by the same bytes. */
export function receiptIfSame(
  { envelopeSha256, transportReceipt }: Pick<TakenMessage, 'envelopeSha256' | 'transportReceipt'>,
  sha256: string,
): KeptTransportReceipt {
  if (envelopeSha256 === sha256) return transportReceipt;
  throw refusal('message-id-conflict', 'This message id came before with other bytes');
}

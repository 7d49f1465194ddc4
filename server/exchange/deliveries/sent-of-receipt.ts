import type { Correspondent } from '../directory/correspondent.ts';
import { speaksFor } from '../directory/speaks-for.ts';
import type { ReceiptMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { MOST_SAID } from '../messages/receipt.ts';
import { contradicts, type Delivery } from './delivery.ts';

/** A receipt whose signature has been checked against the recipient’s system certificate, and where its exact bytes lie. */
export interface CheckedReceipt {
  readonly message: ReceiptMessage;
  readonly messageSha256: string;
  readonly signatureSha256: string;
  readonly sender: Correspondent;
}

/** A message that was sent, with what its recipient has said of it: the delivery of a document, or what followed one. */
type Sent = Pick<Delivery, 'agencyId' | 'recipient' | 'envelopeSha256' | 'receipts'>;

/**
 * The message of this agency that a receipt speaks of, given what was sent under the id it names. Refuses a receipt for another agency’s message, by
 * who is neither its recipient nor the one into which that was merged, for bytes never sent, a second one of a number, more than anybody says, and one that contradicts an earlier one.
 */
export async function sentOfReceipt<S extends Sent>(
  sent: S | undefined,
  { message: { receipt }, messageSha256, sender }: Omit<CheckedReceipt, 'signatureSha256'>,
  { agencyId, at }: { readonly agencyId: string; readonly at: Date },
): Promise<S> {
  if (sent?.agencyId !== agencyId) throw refusal('receipt-of-nothing', 'No such message was sent');
  if (!(await speaksFor(sender.code, sent.recipient.code ?? '', at))) {
    throw refusal('receipt-of-another', 'The receipt comes from an agency the message was not sent to');
  }
  if (sent.envelopeSha256 !== receipt.of.messageSha256) {
    throw refusal('receipt-for-other-bytes', 'The receipt stands for an envelope that was never sent');
  }
  const earlier = sent.receipts.find(({ sequence }) => sequence === receipt.sequence);
  if (earlier?.sha256 === messageSha256) return sent;
  if (earlier) throw refusal('receipt-conflict', `Another receipt ${receipt.sequence} is kept already`);
  if (sent.receipts.length >= MOST_SAID) throw refusal('receipt-conflict', `${MOST_SAID} receipts are kept already`);
  if (contradicts(sent.receipts, receipt)) {
    throw refusal('receipt-contradicts', 'The same document cannot be both refused and accepted');
  }
  return sent;
}

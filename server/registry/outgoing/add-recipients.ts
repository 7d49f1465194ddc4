import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import { loadFor } from './load-outgoing.ts';
import { type OutgoingDocument, wordsOf } from './outgoing-document.ts';
import { handToUnits } from './recipients/hand-to-units.ts';
import { checkRecipients, type Recipient } from './recipients/recipient.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { outgoingDocuments } from './store.ts';

interface AddRecipients extends OnDocument {
  readonly recipients: readonly Recipient[];
  readonly reason: string | null;
}

/**
 * Sends an issued document to further recipients — *gửi bổ sung*: who they are is noted with who added them and when, and the exchange is
 * left word to send them the same sealed bytes. No rule of NĐ 30/2020 asks for a reason. Refuses who has it already, who is in no directory,
 * and what is taken back or asked to be.
 */
export async function addRecipients(
  tx: Transaction,
  { recipients, reason, ...on }: AddRecipients,
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'add-recipients', on);
  const { id: documentId, agencyId, version } = document;
  checkRecipients(recipients, agencyId, document.recipients);
  await refuseUnknown(tx, recipients);
  const why = reason === null ? {} : { reason };
  const added = { at: tx.now, by: tx.actor.name, ...why };
  const all = [...document.recipients, ...recipients.map((recipient) => ({ ...recipient, added }))];
  record(tx, { type: 'recipients-added', documentId, recipients: recipients.length, ...why });
  // A key for each time: the work of the issue, or of an earlier addition, may be running and would not see these.
  tx.enqueue({ kind: 'document-issued', key: `${documentId}/${version}`, payload: { agencyId, documentId } });
  const words = wordsOf({ ...document, recipients: all });
  const changed = tx.change(outgoingDocuments, document, { recipients: all, words, updatedAt: tx.now });
  return await handToUnits(tx, changed, recipients);
}

import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { backToDraft } from './back-to-draft.ts';

/** Takes a submitted draft back before it is signed — *lấy lại dự thảo*. */
export async function withdrawDraft(tx: Transaction, on: OnDocument): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'withdraw', on);
  record(tx, { type: 'draft-withdrawn', documentId: document.id });
  return backToDraft(tx, document, null);
}

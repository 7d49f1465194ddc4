import type { Transaction } from '../../platform/ledger/transaction.ts';
import { partnerOf } from '../directory/partner-of.ts';
import type { Receipt } from '../messages/receipt.ts';
import type { Notice } from './notice.ts';

type Answer =
  | (Pick<Receipt, 'verdict' | 'arrivalNumber' | 'by' | 'reason'> & { readonly code: '15' | '16' })
  | { readonly code: '02'; readonly reasonCode: 'link-unknown' };

/**
 * Leaves the message that makes the worker tell a sender what became of its notice: it took effect, or was agreed to (15), it was declined (16), or
 * its document never came (02).
 */
export async function answerNotice(tx: Transaction, notice: Notice, answer: Answer): Promise<void> {
  const { id: noticeId, agencyId, senderAgencyId, senderCode } = notice;
  const partner = senderAgencyId === undefined ? await partnerOf(tx, senderCode) : undefined;
  const nothingMore = { by: null, reason: null, reasonCode: null, verdict: 'pending', arrivalNumber: null } as const;
  tx.enqueue({
    kind: 'send-receipt',
    key: noticeId,
    ...(partner === undefined ? {} : { partner }),
    payload: { agencyId, noticeId, sequence: 1, at: tx.now.toISOString(), ...nothingMore, ...answer },
  });
}

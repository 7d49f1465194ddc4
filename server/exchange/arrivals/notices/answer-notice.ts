import { nextSequence } from '../../../audit/next-sequence.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { AXIS } from '../../axis/axis-partner.ts';
import { partnerOf } from '../../directory/partner-of.ts';
import type { Receipt } from '../../messages/receipt.ts';
import { notices } from '../../store.ts';
import type { Notice } from './notice.ts';

type Answer =
  | (Pick<Receipt, 'verdict' | 'arrivalNumber' | 'by' | 'reason'> & { readonly code: '15' | '16' })
  | { readonly code: '02'; readonly reasonCode: 'link-unknown' };

const nothingMore = { by: null, reason: null, reasonCode: null, verdict: 'pending', arrivalNumber: null } as const;

/**
 * Leaves the message that makes the worker tell a sender what became of its notice: it took effect, or was agreed to (15), it was declined (16), or
 * its document never came (02).
 */
export async function answerNotice(tx: Transaction, notice: Notice, answer: Answer): Promise<void> {
  const { id: noticeId, agencyId, senderAgencyId, senderCode } = notice;
  if (notice.axisId !== undefined) return await answerOverAxis(tx, notice, answer);
  const partner = senderAgencyId === undefined ? await partnerOf(tx, senderCode) : undefined;
  const sequence = await nextSequence(tx, 0);
  tx.enqueue({
    kind: 'send-receipt',
    key: noticeId,
    ...(partner === undefined ? {} : { partner }),
    payload: { agencyId, noticeId, sequence, at: tx.now.toISOString(), ...nothingMore, ...answer },
  });
}

/** Answers to notices are numbered apart from what is told of the arrival itself, in the order in which they came. */
const FIRST_ANSWER = 1_000_000;

async function answerOverAxis(tx: Transaction, { id, agencyId, arrivalId }: Notice, answer: Answer): Promise<void> {
  if (arrivalId === undefined) throw new Error('What the axis says of a document is taken in when that is here');
  const all = await tx.list(notices, { agencyId, arrivalId });
  const sequence =
    FIRST_ANSWER +
    all
      .map((one) => one.id)
      .toSorted()
      .indexOf(id);
  tx.enqueue({
    ...{ kind: 'send-status', key: `${arrivalId}/${sequence}`, partner: AXIS },
    payload: { agencyId, arrivalId, sequence, at: tx.now.toISOString(), ...nothingMore, ...answer },
  });
}

import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { followAnswer } from '../../../routing/follow-answer.ts';

/**
 * Follows that an answer counts no more for these incoming documents, or counts again: work is expected on each or not, and whoever asked is told
 * how it stands.
 */
export async function followJudgedAnswers(
  tx: Transaction,
  agencyId: string,
  answered: readonly string[],
): Promise<void> {
  for (const documentId of answered) {
    await followAnswer(tx, documentId);
    tx.enqueue({ kind: 'answer-changed', payload: { agencyId, documentId } });
  }
}

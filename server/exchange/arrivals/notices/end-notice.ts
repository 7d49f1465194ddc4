import { record } from '../../../audit/record.ts';
import { systemActor } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import { notices } from '../../store.ts';
import { answerNotice } from './answer-notice.ts';

/** Ends a notice whose document has not come within the life of a message: its sender is told that nobody here knows it (02). */
export async function endNotice({ agencyId, noticeId }: { agencyId: string; noticeId: string }): Promise<void> {
  await inTransaction(systemActor(agencyId), async (tx) => {
    const notice = await tx.load(notices, noticeId);
    if (notice.state !== 'held') return;
    record(tx, { type: 'notice-unknown', noticeId });
    const ended = tx.change(notices, notice, { state: 'unknown' });
    // What a replacement was acknowledged for stays true: the document that it replaced is not in force here.
    if (notice.kind !== 'replace') await answerNotice(tx, ended, { code: '02', reasonCode: 'link-unknown' });
  });
}

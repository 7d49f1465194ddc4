import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { RecipientGroup } from './group.ts';
import { loadGroup, type OnGroup } from './load-group.ts';
import { recipientGroups } from './store.ts';

/** Ends a group — *bỏ nhóm nơi nhận*: nobody chooses it any more, and another may bear its name. Refuses as `loadGroup` does. */
export async function endGroup(tx: Transaction, on: OnGroup): Promise<RecipientGroup> {
  const group = await loadGroup(tx, on);
  record(tx, { type: 'recipient-group-ended', groupId: group.id });
  return tx.change(recipientGroups, group, { ended: true, key: undefined, updatedAt: tx.now });
}

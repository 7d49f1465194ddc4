import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { keyOfRecipient } from '../../../registry/outgoing/recipients/recipient.ts';
import { assertFreeName } from './assert-free-name.ts';
import { checkMembers } from './check-members.ts';
import { keyOfGroup, newAmong, type RecipientGroup } from './group.ts';
import { loadGroup, type OnGroup } from './load-group.ts';
import { recipientGroups } from './store.ts';

interface ChangeGroup extends OnGroup {
  readonly name: string;
  readonly recipients: RecipientGroup['members'];
}

/**
 * Calls a group anew, or says anew who is in it — *sửa nhóm nơi nhận*; drafts that were made by it stay as they are. An agency that has ended
 * meanwhile may stay in it. Refuses as `createGroup` and `loadGroup` do.
 */
export async function changeGroup(tx: Transaction, { name, recipients, ...on }: ChangeGroup): Promise<RecipientGroup> {
  const group = await loadGroup(tx, on);
  await assertFreeName(tx, name, group.id);
  const before = new Set(group.members.map(keyOfRecipient));
  await checkMembers(tx, recipients, (member) => before.has(keyOfRecipient(member)));
  record(tx, {
    ...{ type: 'recipient-group-changed', groupId: group.id, renamed: name !== group.name },
    ...{ added: newAmong(recipients, group.members), removed: newAmong(group.members, recipients) },
  });
  return tx.change(recipientGroups, group, {
    ...{ name, key: keyOfGroup(name), members: recipients, updatedAt: tx.now },
  });
}

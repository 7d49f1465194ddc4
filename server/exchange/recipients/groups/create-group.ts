import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { assertFreeName } from './assert-free-name.ts';
import { checkMembers } from './check-members.ts';
import { keyOfGroup, type RecipientGroup } from './group.ts';
import { recipientGroups } from './store.ts';

/** Names recipients together — *lập nhóm nơi nhận*; refuses the name of another group, and members that no draft could name. */
export async function createGroup(
  tx: Transaction,
  { name, recipients }: { readonly name: string; readonly recipients: RecipientGroup['members'] },
): Promise<RecipientGroup> {
  const { agencyId } = tx.actor;
  await assertFreeName(tx, name);
  await checkMembers(tx, recipients);
  const fields = { agencyId, name, key: keyOfGroup(name), members: recipients, ended: false, updatedAt: tx.now };
  const group = tx.insert(recipientGroups, fields);
  record(tx, { type: 'recipient-group-created', groupId: group.id, recipients: recipients.length });
  return group;
}

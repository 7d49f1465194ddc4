import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { checkRecipients } from '../../../registry/outgoing/recipients/recipient.ts';
import { refuseUnknown } from '../../../registry/outgoing/refuse-unknown.ts';
import type { Member } from './group.ts';

/** Refuses members that no draft could name: as `checkRecipients`, and whoever is in no directory and was not among them before. */
export async function checkMembers(
  tx: Transaction,
  members: readonly Member[],
  isKept: (member: Member) => boolean = () => false,
): Promise<void> {
  const recipients = members.map((member) => ({ ...member, paperCopies: 0, paperReason: null }));
  checkRecipients(recipients, tx.actor.agencyId);
  await refuseUnknown(tx, recipients, isKept);
}

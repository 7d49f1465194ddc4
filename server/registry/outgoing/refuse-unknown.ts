import { agencies, units } from '../../identity/store.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { isListedElsewhere } from './listed-elsewhere.ts';
import { badRecipient, kindOf, type Recipient } from './recipients/recipient.ts';

/** So many are read one by one; all agencies at once are quicker for more. */
const FEW = 20;

/**
 * Refuses recipients that are said to be agencies and are none of the directory, and units of another agency, but for what is `kept` as it
 * was; a name alone may be anybody's.
 */
export async function refuseUnknown(
  tx: Transaction,
  recipients: readonly Recipient[],
  isKept: (recipient: Recipient) => boolean = () => false,
): Promise<void> {
  // What the act has read once it finds without asking the database again.
  if (recipients.filter(({ agencyId }) => agencyId !== null).length > FEW) await tx.list(agencies, { active: true });
  for (const [index, recipient] of recipients.entries()) {
    if (isKept(recipient)) continue;
    const kind = kindOf(recipient);
    if (kind === 'agency' && !(await isKnown(tx, recipient))) {
      throw badRecipient(index, 'unknown-agency', 'is not in the directory');
    }
    if (kind === 'unit' && !(await isOwnUnit(tx, recipient))) {
      throw badRecipient(index, 'unknown-unit', 'is no unit of this agency');
    }
  }
}

async function isKnown(tx: Transaction, { agencyId, code = null }: Recipient): Promise<boolean> {
  if (agencyId !== null) return (await tx.find(agencies, { id: agencyId }))?.active === true;
  return code === null || (await isListedElsewhere(tx, code));
}

async function isOwnUnit(tx: Transaction, { unitId }: Recipient): Promise<boolean> {
  const unit = unitId ? await tx.find(units, { id: unitId }) : undefined;
  return unit?.agencyId === tx.actor.agencyId;
}

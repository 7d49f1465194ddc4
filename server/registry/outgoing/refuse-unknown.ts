import { agencies, units } from '../../identity/store.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { isListedElsewhere } from './listed-elsewhere.ts';
import { badRecipient, kindOf, type Recipient } from './recipients/recipient.ts';

/**
 * Refuses recipients that are said to be agencies and are none of the directory, and units of another agency, but for what is `kept` as it
 * was; a name alone may be anybody's.
 */
export async function refuseUnknown(
  tx: Transaction,
  recipients: readonly Recipient[],
  isKept: (recipient: Recipient) => boolean = () => false,
): Promise<void> {
  // Questions of the same moment go together: for five hundred recipients it is asked as often as for one.
  const faults = await Promise.all(
    recipients.map(async (recipient, index) => (isKept(recipient) ? undefined : await faultOf(tx, recipient, index))),
  );
  for (const fault of faults) if (fault) throw fault;
}

async function faultOf(tx: Transaction, recipient: Recipient, index: number): Promise<DomainError | undefined> {
  const kind = kindOf(recipient);
  if (kind === 'agency' && !(await isKnown(tx, recipient)))
    return badRecipient(index, 'unknown-agency', 'is not in the directory');
  if (kind === 'unit' && !(await isOwnUnit(tx, recipient)))
    return badRecipient(index, 'unknown-unit', 'is no unit of this agency');
  return undefined;
}

async function isKnown(tx: Transaction, { agencyId, code = null }: Recipient): Promise<boolean> {
  if (agencyId !== null) return (await tx.find(agencies, { id: agencyId }))?.active === true;
  return code === null || (await isListedElsewhere(tx, code));
}

async function isOwnUnit(tx: Transaction, { unitId }: Recipient): Promise<boolean> {
  const unit = unitId ? await tx.find(units, { id: unitId }) : undefined;
  return unit?.agencyId === tx.actor.agencyId;
}

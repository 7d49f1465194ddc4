import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Mailbox } from './mailbox.ts';
import { mailboxes, mailboxProgress } from './store.ts';

export type SetMailbox = Omit<Mailbox, 'id' | 'version' | 'agencyId' | 'sealedPassword'> & {
  /** Undefined where the one that is known stays. */
  readonly sealedPassword: string | undefined;
};

/**
 * Says which mailbox of the agency is looked into. Refuses with `mailbox-password-missing` a first one without a password, and another server or
 * account with the password of the one before: it is not shown to whoever changes the address.
 */
export async function setMailbox(tx: Transaction, { sealedPassword, ...fields }: SetMailbox): Promise<Mailbox> {
  const { agencyId } = tx.actor;
  const known = await tx.find(mailboxes, { agencyId });
  const isSameAccount = known?.host === fields.host && known.port === fields.port && known.username === fields.username;
  const kept = sealedPassword ?? (isSameAccount ? known.sealedPassword : undefined);
  if (kept === undefined) {
    throw new DomainError('invalid', 'mailbox-password-missing', 'The password of this account is needed', {
      fields: [{ pointer: '/body/password', code: 'mailbox-password-missing', detail: 'is needed' }],
    });
  }
  const row = { ...fields, agencyId, sealedPassword: kept };
  const mailbox = known ? tx.change(mailboxes, known, row) : tx.insert(mailboxes, row);
  await beginAnew(tx, mailbox, isSameAccount && known.folder === fields.folder);
  record(tx, { type: 'mailbox-set', mailboxId: mailbox.id, address: mailbox.address, host: mailbox.host });
  if (mailbox.active)
    tx.enqueue({ kind: 'collect-mails', key: mailbox.id, payload: { mailboxId: mailbox.id }, again: true });
  return mailbox;
}

/** What was seen of one folder says nothing of another; a fault is looked for anew. */
async function beginAnew(tx: Transaction, { agencyId, id: mailboxId }: Mailbox, isSameFolder: boolean): Promise<void> {
  const progress = await tx.find(mailboxProgress, { agencyId, mailboxId });
  const none = { uidValidity: '', lastUid: 0, lookedAt: null, fault: null } as const;
  if (!progress) tx.insert(mailboxProgress, { agencyId, mailboxId, ...none, taken: 0, notTaken: [] });
  else tx.change(mailboxProgress, progress, isSameFolder ? { fault: null } : none);
}

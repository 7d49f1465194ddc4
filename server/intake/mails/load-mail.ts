import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Mail } from './mail.ts';
import { mails } from './store.ts';

/** A mail of the actor's agency, or the common 404. */
export async function loadMail(tx: Transaction, mailId: string): Promise<Mail> {
  const mail = await tx.load(mails, mailId);
  if (mail.agencyId !== tx.actor.agencyId) throw notFound();
  return mail;
}

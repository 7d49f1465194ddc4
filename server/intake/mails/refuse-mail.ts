import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { decision } from './decision.ts';
import { loadMail } from './load-mail.ts';
import { demandUndecided, type Mail } from './mail.ts';
import type { mailRefusals } from './mail-refusals.ts';
import { mails } from './store.ts';

export interface RefuseMail {
  readonly mailId: string;
  readonly reasonCode: (typeof mailRefusals)[number];
  /** In words; needed only of another reason than those that have a code. */
  readonly reason: string | null;
}

/** Refuses to take a mail in, with the reason, coded and in words; the system sends nothing, an answer is offered to whoever refuses it. */
export async function refuseMail(tx: Transaction, { mailId, reasonCode, reason }: RefuseMail): Promise<Mail> {
  const mail = await loadMail(tx, mailId);
  demandUndecided(mail);
  record(tx, { type: 'mail-refused', mailId, reasonCode, ...(reason !== null && { reason }) });
  return tx.change(mails, mail, {
    ...({ state: 'refused', refusedFor: reasonCode, ...(reason !== null && { refusal: reason }) } as const),
    decided: await decision(tx),
  });
}

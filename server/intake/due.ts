import { addWorkingDays, dayInVietnam } from '../platform/calendar.ts';
import { dueRows } from '../platform/database/due-rows.ts';
import { readOne } from '../platform/database/store.ts';
import { dueOfFew, faultOfHouse } from '../platform/due.ts';
import { mailboxes, mailboxProgress } from './mailboxes/store.ts';
import { listedMail } from './mails/queries.ts';
import { mails } from './mails/store.ts';

declare module '../platform/due.ts' {
  interface DueKinds {
    mail: 'take-in-mail';
    'mailbox-away': 'see-mailbox';
  }
}

/** Mails that nobody has registered or refused yet. */
export const dueOfMails = dueRows(mails, {
  where: ({ roles, agencyId }) => (roles.includes('clerk') ? { agencyId, state: 'proposed' } : undefined),
  fields: listedMail,
  by: 'arrivedAt',
  shown: (rows) =>
    rows.map(({ id, from, subject, arrivedAt }) => ({
      ...({ kind: 'mail', action: 'take-in-mail', documentId: null, note: null, code: '', priority: 0 } as const),
      ...{ id, subject, who: from.name || from.address, at: arrivedAt.toISOString() },
      dueOn: addWorkingDays(dayInVietnam(arrivedAt), 1),
    })),
});

/** It may be away for a moment: so long nobody is told. */
const AWAY_MS = 10 * 60_000;

/** The mailbox of an agency that cannot be looked into. */
export const dueOfMailboxes = dueOfFew(async ({ roles, agencyId }, now) => {
  if (!roles.includes('administrator')) return [];
  const mailbox = await readOne(mailboxes, { agencyId, active: true });
  const progress = mailbox && (await readOne(mailboxProgress, { agencyId, mailboxId: mailbox.id }));
  const { fault = null } = progress ?? {};
  if (!mailbox || fault === null || now.getTime() - fault.since.getTime() < AWAY_MS) return [];
  const at = fault.since.toISOString();
  const away = faultOfHouse({ kind: 'mailbox-away', action: 'see-mailbox', at } as const);
  return [{ ...away, subject: mailbox.address, note: fault.code }];
});

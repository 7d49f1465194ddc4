import { addWorkingDays, dayInVietnam } from '../platform/calendar.ts';
import { dueRows } from '../platform/database/due-rows.ts';
import { listedMail } from './mails/queries.ts';
import { mails } from './mails/store.ts';

declare module '../platform/due.ts' {
  interface DueKinds {
    mail: 'take-in-mail';
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

import type { Actor } from '../../platform/actor.ts';
import { routes } from '../../platform/api/http.ts';
import { readOne } from '../../platform/database/store.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { type MailboxView, mailboxContract } from './contract.ts';
import type { Mailbox, MailboxProgress } from './mailbox.ts';
import { sealedPassword } from './password-seal.ts';
import { setMailbox } from './set-mailbox.ts';
import { mailboxes, mailboxProgress } from './store.ts';

export const mailboxRoutes = routes(mailboxContract, {
  getMailbox: async (_asked, { agencyId }) => {
    const mailbox = await readOne(mailboxes, { agencyId });
    const progress = mailbox && (await readOne(mailboxProgress, { agencyId, mailboxId: mailbox.id }));
    return { mailbox: mailbox ? viewOf(mailbox, progress) : null };
  },
  setMailbox: async ({ body: { password, ...fields } }, actor: Actor) => {
    const sealed = password === undefined ? undefined : await sealedPassword(password, actor.agencyId);
    return await requestedAct(actor, async (tx) => {
      const mailbox = await setMailbox(tx, { ...fields, sealedPassword: sealed });
      const progress = await tx.find(mailboxProgress, { agencyId: actor.agencyId, mailboxId: mailbox.id });
      return { mailbox: viewOf(mailbox, progress) };
    });
  },
});

function viewOf(
  { id: _, version: __, agencyId: ___, sealedPassword: ____, ...fields }: Mailbox,
  progress: MailboxProgress | undefined,
): MailboxView {
  const { lookedAt = null, fault = null, taken = 0, notTaken = [] } = progress ?? {};
  return {
    ...fields,
    state: {
      lookedAt: lookedAt?.toISOString() ?? null,
      fault: fault && { code: fault.code, since: fault.since.toISOString() },
      taken,
      notTaken: notTaken.map(({ uid, at, code }) => ({ uid, code, at: at.toISOString() })),
    },
  };
}

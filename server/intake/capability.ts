import type { Capability } from '../platform/capability.ts';
import type {} from './events.ts';
import { intakePages } from './pages.ts';
import { grants } from './permissions.ts';

/** What comes in: the tray and the folder in which it waits, mails, the text of scans, and the fields of a page. */
export const intake: Capability = {
  name: 'intake',
  grants,
  pages: intakePages,
  stores: () =>
    Promise.all([
      import('./scans/store.ts'),
      import('./likeness/store.ts'),
      import('./texts/store.ts'),
      import('./tray/store.ts'),
      import('./mails/store.ts'),
      import('./mailboxes/store.ts'),
    ]),
  jobs: async () => (await import('./jobs.ts')).intakeJobs,
  due: async () => {
    const { countedAt } = await import('../platform/due.ts');
    const { dueOfMails, dueOfMailboxes } = await import('./due.ts');
    return { sources: [...countedAt('mails', [dueOfMails]), ...countedAt('mailbox', [dueOfMailboxes])] };
  },
  connect: async ({ keysFolder }) => {
    (await import('./mailboxes/password-seal.ts')).useMailboxKey(keysFolder);
    const { forgetWithFile } = await import('../platform/files/sweep-files.ts');
    forgetWithFile((await import('./scans/forget-scan.ts')).forgetScan);
    forgetWithFile((await import('./likeness/forget-print.ts')).forgetPrint);
    forgetWithFile((await import('./texts/forget-text.ts')).forgetText);
    const { whenUploadUsed } = await import('../platform/uploads/upload-use.ts');
    whenUploadUsed((await import('./tray/leave-with-upload.ts')).leaveWithUpload);
  },
  serving: async () => {
    const { InboxKeeper } = await import('./inbox/inbox-keeper.ts');
    const { requireInbox } = await import('./inbox/require-inbox.ts');
    const { seesWholeAgency } = await import('../identity/visibility.ts');
    const { outboundRules } = await import('../platform/outbound/authorities.ts');
    const { useMailRules } = await import('./mailboxes/collect-mails.ts');
    const { MailboxKeeper } = await import('./mailboxes/mailbox-keeper.ts');
    let folder: string | undefined;
    return {
      prepare: async ({ config }) => {
        folder = config.inboxFolder;
        await requireInbox(folder);
        useMailRules(await outboundRules(config.exchange));
      },
      keepers: () => [new MailboxKeeper(), ...(folder === undefined ? [] : [new InboxKeeper(folder)])],
      audiences: { mailId: async () => seesWholeAgency },
    };
  },
  api: async () => {
    const { intakeContract } = await import('./contract.ts');
    const { intakeRoutes } = await import('./routes.ts');
    const { trayContract } = await import('./tray/contract.ts');
    const { trayRoutes } = await import('./tray/routes.ts');
    const { mailsContract } = await import('./mails/contract.ts');
    const { mailsRoutes } = await import('./mails/routes.ts');
    const { mailboxContract } = await import('./mailboxes/contract.ts');
    const { mailboxRoutes } = await import('./mailboxes/routes.ts');
    return {
      contracts: { intake: intakeContract, tray: trayContract, mails: mailsContract, mailbox: mailboxContract },
      routes: () => [...intakeRoutes, ...trayRoutes, ...mailsRoutes, ...mailboxRoutes],
    };
  },
};

import { InboxOutlined, MailOutlined } from '@ant-design/icons';
import { intakePages } from '../../../server/intake/pages.ts';
import type { Feature } from '../../ui/feature.ts';

const mails = async () => (await import('./mails/mails-screen.tsx')).MailsScreen;

/** Reading what comes in, which is shown on the pages of the register; and mails that are proposed to be taken in. */
export const intake = {
  pages: [
    { address: intakePages.mails, load: mails, right: 'registry.register' },
    { address: intakePages.mail, load: mails, right: 'registry.register' },
    {
      address: intakePages.mailbox,
      load: async () => (await import('./mailbox/mailbox-page.tsx')).MailboxPage,
      right: 'intake.mailbox',
    },
  ],
  menu: [
    {
      page: intakePages.mails,
      words: { vi: 'Thư đến', en: 'Mail' },
      icon: MailOutlined,
      group: 'work',
      right: 'registry.register',
      badge: 'mails',
    },
    {
      page: intakePages.mailbox,
      words: { vi: 'Hộp thư cơ quan', en: 'Mailbox' },
      short: { vi: 'Hộp thư', en: 'Mailbox' },
      icon: InboxOutlined,
      group: 'running',
      right: 'intake.mailbox',
      badge: 'mailbox',
    },
  ],
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;

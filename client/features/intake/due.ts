import { MailOutlined } from '@ant-design/icons';
import { intakePages } from '../../../server/intake/pages.ts';
import { pageAddress } from '../../../server/platform/page-address.ts';
import type { DueAct, DueLook } from '../../ui/feature.ts';

const noSubject = { vi: 'Thư không có tiêu đề', en: 'Mail without a subject' };

/** Mails that nobody has registered or refused yet. */
export const due = {
  mail: {
    icon: MailOutlined,
    page: ({ id }) => pageAddress(intakePages.mail, { id }),
    title: ({ subject }, language) => subject || noSubject[language],
  },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  'take-in-mail': { words: { vi: 'Xem thư', en: 'See the mail' } },
} as const satisfies Readonly<Record<string, DueAct>>;

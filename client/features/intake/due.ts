import { DisconnectOutlined, MailOutlined } from '@ant-design/icons';
import { intakePages } from '../../../server/intake/pages.ts';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { shortMoment } from '../../text/format.ts';
import type { DueAct, DueLook } from '../../ui/feature.ts';

const away = {
  vi: (address: string) => `Không xem được hộp thư ${address}: thư gửi tới đó chưa vào hệ thống`,
  en: (address: string) => `The mailbox ${address} cannot be looked into: what comes there is not taken in`,
};
const noSubject = { vi: 'Thư không có tiêu đề', en: 'Mail without a subject' };

/** Mails that nobody has registered or refused yet. */
export const due = {
  mail: {
    icon: MailOutlined,
    page: ({ id }) => pageAddress(intakePages.mail, { id }),
    title: ({ subject }, language) => subject || noSubject[language],
  },
  'mailbox-away': {
    icon: DisconnectOutlined,
    page: () => intakePages.mailbox,
    isOfHouse: true,
    title: ({ subject }, language) => away[language](subject),
    details: ({ at }) => [shortMoment(at)],
  },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  'see-mailbox': { words: { vi: 'Xem hộp thư', en: 'See the mailbox' } },
  'take-in-mail': { words: { vi: 'Xem thư', en: 'See the mail' } },
} as const satisfies Readonly<Record<string, DueAct>>;

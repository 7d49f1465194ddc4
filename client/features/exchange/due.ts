import { ApartmentOutlined, FileDoneOutlined, RollbackOutlined, SendOutlined } from '@ant-design/icons';
import { exchangePages } from '../../../server/exchange/pages.ts';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import type { Texts } from '../../text/language.ts';
import type { DueAct, DueLook, Opened } from '../../ui/feature.ts';

const sent = ({ id, documentId }: Opened) => pageAddress(registryPages.outgoingDocument, { id: documentId ?? id });
const unclear = { vi: 'Xem chữ ký', en: 'See signatures' };

const ofDirectory = (words: Texts<string>): DueLook => ({
  icon: ApartmentOutlined,
  page: () => exchangePages.directory,
  isOfHouse: true,
  title: (_, language) => words[language],
});

/** What arrived and waits, what did not reach a recipient, and what waits about the directory of agencies. */
export const due = {
  arrival: {
    icon: FileDoneOutlined,
    page: ({ id }) => pageAddress(exchangePages.arrival, { id }),
    doubt: ({ verdict }, language) =>
      verdict === null || verdict === 'valid' || verdict === 'pending' ? undefined : unclear[language],
  },
  'delivery-stuck': { icon: SendOutlined, page: sent },
  'delivery-refused': { icon: RollbackOutlined, page: sent },
  'directory-waiting': ofDirectory({
    vi: 'Danh bạ liên thông có khoá hoặc địa chỉ đổi, chờ bạn đồng ý',
    en: 'The directory has changed keys or addresses for you to agree to',
  }),
  'directory-ends': ofDirectory({
    vi: 'Danh bạ liên thông sắp hết hạn; lấy bản mới từ cơ quan lập danh bạ',
    en: 'The directory of agencies ends soon; get a new list from its authority',
  }),
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  register: {
    words: { vi: 'Đăng ký', en: 'Register' },
    atOnce: { vi: 'Đăng ký ngay', en: 'Register at once' },
  },
  'see-directory': { words: { vi: 'Xem danh bạ', en: 'See the directory' } },
  'see-delivery': { words: { vi: 'Xem nơi nhận', en: 'See recipients' } },
} as const satisfies Readonly<Record<string, DueAct>>;

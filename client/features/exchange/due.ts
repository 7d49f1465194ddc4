import { FileDoneOutlined, RollbackOutlined, SendOutlined } from '@ant-design/icons';
import { exchangePages } from '../../../server/exchange/pages.ts';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import type { DueAct, DueLook, Opened } from '../../ui/feature.ts';

const sent = ({ id, documentId }: Opened) => pageAddress(registryPages.outgoingDocument, { id: documentId ?? id });
const unclear = { vi: 'Xem chữ ký', en: 'See signatures' };

/** What arrived and waits, and what did not reach a recipient. */
export const due = {
  arrival: {
    icon: FileDoneOutlined,
    page: ({ id }) => pageAddress(exchangePages.arrival, { id }),
    doubt: ({ verdict }, language) =>
      verdict === null || verdict === 'valid' || verdict === 'pending' ? undefined : unclear[language],
  },
  'delivery-stuck': { icon: SendOutlined, page: sent },
  'delivery-refused': { icon: RollbackOutlined, page: sent },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  register: {
    words: { vi: 'Đăng ký', en: 'Register' },
    atOnce: { vi: 'Đăng ký ngay', en: 'Register at once' },
  },
  'see-delivery': { words: { vi: 'Xem nơi nhận', en: 'See recipients' } },
} as const satisfies Readonly<Record<string, DueAct>>;

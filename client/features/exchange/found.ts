import { MailOutlined } from '@ant-design/icons';
import { exchangePages } from '../../../server/exchange/pages.ts';
import type { FoundLook } from '../../ui/feature.ts';
import { exchangeText } from './arrivals/text.ts';

/** What came through the exchange and is not registered yet, as it is found. */
export const found = {
  arrival: {
    icon: MailOutlined,
    words: { vi: 'Gửi nhận', en: 'Arrivals' },
    page: exchangePages.arrival,
    part: 'gui-nhan',
    states: { vi: exchangeText.vi.states, en: exchangeText.en.states },
  },
} as const satisfies Readonly<Record<string, FoundLook>>;

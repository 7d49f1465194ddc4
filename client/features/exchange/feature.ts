import { SwapOutlined } from '@ant-design/icons';
import { exchangePages } from '../../../server/exchange/pages.ts';
import type { Feature } from '../../ui/feature.ts';

const arrivals = async () => (await import('./arrivals/arrivals-screen.tsx')).ArrivalsScreen;

/** What arrives from other agencies, and where what was sent stands. */
export const exchange = {
  pages: [
    { address: exchangePages.arrivals, load: arrivals, parts: 'arrival' },
    { address: exchangePages.arrival, load: arrivals, parts: 'arrival' },
  ],
  menu: [
    {
      page: exchangePages.arrivals,
      words: { vi: 'Gửi nhận', en: 'Exchange' },
      icon: SwapOutlined,
      group: 'work',
      right: 'exchange.receive',
      badge: 'arrivals',
    },
  ],
  parts: { 'outgoing-document': async () => (await import('./parts.tsx')).onOutgoing },
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;

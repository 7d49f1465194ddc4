import { ApartmentOutlined, DashboardOutlined, SwapOutlined } from '@ant-design/icons';
import { exchangePages } from '../../../server/exchange/pages.ts';
import type { Feature } from '../../ui/feature.ts';

const arrivals = async () => (await import('./arrivals/arrivals-screen.tsx')).ArrivalsScreen;

/** What arrives from other agencies, where what was sent stands, and the directory of all of them. */
export const exchange = {
  pages: [
    { address: exchangePages.arrivals, load: arrivals, parts: 'arrival' },
    { address: exchangePages.arrival, load: arrivals, parts: 'arrival' },
    {
      address: exchangePages.directory,
      load: async () => (await import('./directory/directory-page.tsx')).DirectoryPage,
    },
    {
      address: exchangePages.operations,
      load: async () => (await import('./operations/operations-page.tsx')).OperationsPage,
    },
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
    {
      page: exchangePages.directory,
      words: { vi: 'Danh bạ liên thông', en: 'Directory' },
      short: { vi: 'Danh bạ', en: 'Directory' },
      icon: ApartmentOutlined,
      group: 'running',
      right: 'exchange.directory',
      badge: 'directory',
    },
    {
      page: exchangePages.operations,
      words: { vi: 'Vận hành liên thông', en: 'Exchange operations' },
      short: { vi: 'Vận hành', en: 'Operations' },
      icon: DashboardOutlined,
      group: 'running',
      right: 'exchange.operate',
      badge: 'operations',
    },
  ],
  parts: {
    search: async () => (await import('./found.ts')).found,
    'incoming-document': async () => (await import('./parts.tsx')).onIncoming,
    'outgoing-document': async () => (await import('./parts.tsx')).onOutgoing,
  },
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;

import { BarChartOutlined, CalendarOutlined } from '@ant-design/icons';
import { statisticsPages } from '../../../server/statistics/pages.ts';
import type { Feature } from '../../ui/feature.ts';

/** Due work, which is the first page, and the figures. */
export const statistics = {
  pages: [
    { address: statisticsPages.home, load: async () => (await import('./due-work/home-page.tsx')).HomePage },
    {
      address: statisticsPages.figures,
      load: async () => (await import('./figures/statistics-page.tsx')).StatisticsPage,
    },
  ],
  menu: [
    {
      page: statisticsPages.home,
      words: { vi: 'Việc cần làm', en: 'Due work' },
      short: { vi: 'Việc', en: 'Work' },
      icon: CalendarOutlined,
      group: 'work',
      right: 'statistics.due-work',
      badge: 'all',
      key: 'v',
    },
    {
      page: statisticsPages.figures,
      words: { vi: 'Thống kê', en: 'Statistics' },
      icon: BarChartOutlined,
      group: 'reports',
      right: 'statistics.read',
      key: 't',
    },
  ],
  due: () => import('./due.ts'),
} as const satisfies Feature;

import { BarChartOutlined, CalendarOutlined } from '@ant-design/icons';
import { statisticsPages } from '../../../server/statistics/pages.ts';
import type { Feature } from '../../ui/feature.ts';

/** Due work, which is the first page, the figures, and the reports of how documents are handled. */
export const statistics = {
  pages: [
    { address: statisticsPages.home, load: async () => (await import('./due-work/home-page.tsx')).HomePage },
    {
      address: statisticsPages.figures,
      load: async () => (await import('./figures/statistics-page.tsx')).StatisticsPage,
    },
    {
      address: statisticsPages.reports,
      load: async () => (await import('./reports/report-page.tsx')).ReportPage,
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
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;

import { FileSearchOutlined } from '@ant-design/icons';
import { auditPages } from '../../../server/audit/pages.ts';
import type { Feature } from '../../ui/feature.ts';

/** The log: who did what, and when. */
export const audit = {
  pages: [{ address: auditPages.log, load: async () => (await import('./log-page.tsx')).LogPage }],
  menu: [
    {
      page: auditPages.log,
      words: { vi: 'Nhật ký', en: 'Log' },
      icon: FileSearchOutlined,
      group: 'running',
      right: 'audit.read',
    },
  ],
  words: () => import('./words.ts'),
} as const satisfies Feature;

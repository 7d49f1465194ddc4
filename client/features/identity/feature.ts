import { TeamOutlined } from '@ant-design/icons';
import { identityPages } from '../../../server/identity/pages.ts';
import type { Feature } from '../../ui/feature.ts';

const first = async () => (await import('./sign-in/first-administrator-page.tsx')).FirstAdministratorPage;

/** The way in, and agencies, people and positions. */
export const identity = {
  pages: [
    {
      address: identityPages.signIn,
      load: async () => (await import('./sign-in/sign-in-page.tsx')).SignInPage,
      for: 'everybody',
    },
    { address: identityPages.firstAdministrator, load: first, for: 'everybody' },
    { address: identityPages.firstAdministratorLink, load: first, for: 'everybody' },
    {
      address: identityPages.administration,
      load: async () => (await import('./administration/admin-page.tsx')).AdminPage,
    },
  ],
  menu: [
    {
      page: identityPages.administration,
      words: { vi: 'Cơ quan, người dùng', en: 'Agencies, people' },
      short: { vi: 'Người dùng', en: 'People' },
      icon: TeamOutlined,
      group: 'running',
      right: 'identity.administer',
    },
  ],
  words: () => import('./words.ts'),
} as const satisfies Feature;

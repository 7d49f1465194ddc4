import { registryPages } from '../../../server/registry/pages.ts';
import type { Feature } from '../../ui/feature.ts';

/** One box over everything that can be found. */
export const search = {
  pages: [
    {
      address: registryPages.search,
      load: async () => (await import('./search-page.tsx')).SearchPage,
      parts: 'search',
    },
  ],
  words: () => import('./words.ts'),
} as const satisfies Feature;

import { platformPages } from '../../server/platform/pages.ts';
import type { FeaturePage } from '../ui/feature.ts';
import { features } from './features.ts';

/** Pages that go over what several capabilities have. */
const ofTheWhole: readonly FeaturePage[] = [
  { address: platformPages.help, load: async () => (await import('./pages/help.tsx')).HelpPage },
];

/** Every page of the client. */
export const pages: readonly FeaturePage[] = [...features.flatMap((feature) => feature.pages ?? []), ...ofTheWhole];

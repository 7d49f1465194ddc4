import type { Feature } from '../../ui/feature.ts';

/** Reading what comes in; it is shown on the pages of the register. */
export const intake = {
  words: () => import('./words.ts'),
} as const satisfies Feature;

import type { Feature } from '../../ui/feature.ts';

/** The house itself: what is wrong with it waits for its administrators. */
export const platform = { due: () => import('./due.ts') } as const satisfies Feature;

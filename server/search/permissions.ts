import type { Grants } from '../platform/api/contract.ts';

/** Who saves searches for all of the agency; for oneself everybody may who searches. */
export const grants = {
  'search.share': ['clerk', 'leader'],
} as const satisfies Grants<'search'>;

import type { Grants } from '../platform/api/contract.ts';

/** Who looks after people, units and positions. */
export const grants = {
  'identity.administer': ['administrator'],
} as const satisfies Grants<'identity'>;

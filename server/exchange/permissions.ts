import type { Grants } from '../platform/api/contract.ts';

/** Who takes in what arrives, and who follows what was sent. */
export const grants = {
  'exchange.receive': ['clerk'],
  'exchange.track': ['clerk', 'leader', 'unit-head', 'specialist'],
} as const satisfies Grants<'exchange'>;

import type { Grants } from '../platform/api/contract.ts';

/** Who reads the figures. */
export const grants = {
  'statistics.read': ['clerk', 'leader', 'unit-head', 'specialist', 'inspector'],
} as const satisfies Grants<'statistics'>;

import type { Grants } from '../platform/api/contract.ts';

/** For whom something may wait, and who reads the figures. */
export const grants = {
  'statistics.due-work': ['clerk', 'leader', 'unit-head', 'specialist', 'administrator'],
  'statistics.read': ['clerk', 'leader', 'unit-head', 'specialist', 'inspector'],
  /** It names documents and recipients of the whole agency. */
  'statistics.read-post-book': ['clerk', 'leader'],
} as const satisfies Grants<'statistics'>;

import type { Grants } from '../platform/api/contract.ts';

/** Who takes in what arrives, who follows what was sent, and who looks after the directory of all agencies. */
export const grants = {
  'exchange.receive': ['clerk'],
  'exchange.directory': ['administrator'],
  'exchange.track': ['clerk', 'leader', 'unit-head', 'specialist'],
} as const satisfies Grants<'exchange'>;

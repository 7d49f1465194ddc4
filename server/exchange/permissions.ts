import type { Grants } from '../platform/api/contract.ts';

/** Who takes in what arrives, who follows what was sent, who keeps groups of recipients, who looks after the directory of all agencies, and after the exchange as it runs. */
export const grants = {
  'exchange.receive': ['clerk'],
  'exchange.groups': ['clerk'],
  'exchange.directory': ['administrator'],
  'exchange.operate': ['administrator'],
  'exchange.track': ['clerk', 'leader', 'unit-head', 'specialist'],
} as const satisfies Grants<'exchange'>;

import type { Grants } from '../platform/api/contract.ts';

/** Who says which mailbox is looked into. */
export const grants = {
  'intake.mailbox': ['administrator'],
} as const satisfies Grants<'intake'>;

import type { Grants } from '../platform/api/contract.ts';

/** Who reads the log of the agency; everybody may check what it proves. */
export const grants = {
  'audit.read': ['administrator', 'inspector', 'leader'],
} as const satisfies Grants<'audit'>;

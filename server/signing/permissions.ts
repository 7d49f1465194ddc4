import type { Grants } from '../platform/api/contract.ts';

/** Who signs and seals documents, and who looks after certificates and keys. */
export const grants = {
  'signing.sign': ['leader'],
  'signing.seal': ['clerk'],
  'signing.keys': ['administrator'],
} as const satisfies Grants<'signing'>;

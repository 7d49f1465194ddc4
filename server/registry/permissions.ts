import type { Grants } from '../platform/api/contract.ts';

/** Who registers, drafts, numbers and voids documents, and who keeps the registers. */
export const grants = {
  /** Has the lists of documents; what stands in them visibility decides. */
  'registry.read': ['clerk', 'leader', 'unit-head', 'specialist'],
  'registry.register': ['clerk'],
  'registry.draft': ['clerk', 'leader', 'unit-head', 'specialist'],
  'registry.number': ['clerk'],
  'registry.return': ['clerk', 'leader'],
  'registry.void': ['clerk', 'leader'],
  'registry.recall': ['clerk', 'leader'],
  'registry.oversee': ['clerk', 'leader', 'administrator'],
  'registry.open-register': ['clerk', 'administrator'],
  'registry.read-book': ['clerk', 'leader'],
  'registry.import': ['clerk'],
} as const satisfies Grants<'registry'>;

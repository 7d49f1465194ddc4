import type { Grants } from '../platform/api/contract.ts';

/** Who corrects and presents documents, gives directives and handles them. */
export const grants = {
  'routing.correct': ['clerk'],
  'routing.present': ['clerk'],
  'routing.direct': ['clerk', 'leader', 'unit-head'],
  'routing.handle': ['clerk', 'leader', 'unit-head', 'specialist'],
} as const satisfies Grants<'routing'>;

import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { day, idParam, line } from '../../platform/api/schemas.ts';
import type { grants } from '../../registry/permissions.ts';

const searched = {
  name: line(100),
  /** Whether everybody of the agency has it. */
  shared: z.boolean(),
  q: line(500),
  kind: z.string().max(30).nullable(),
  from: day.nullable(),
  to: day.nullable(),
};

const savedSearchView = z.object({ id: z.string(), ...searched });

/** Searches with a name: one's own, and those of one's agency. */
export const savedSearchesContract = {
  listSearches: {
    method: 'get',
    path: '/saved-searches',
    summary: 'The searches one has saved and those of one’s agency, by name',
    permission: 'registry.read',
    response: z.array(savedSearchView),
  },
  saveSearch: {
    method: 'post',
    path: '/saved-searches',
    summary: 'Save a search under a name, for oneself or, where one may, for all of the agency',
    permission: 'registry.read',
    legalEffect: true,
    body: z.strictObject(searched),
    status: 201,
    response: savedSearchView,
  },
  endSearch: {
    method: 'post',
    path: '/saved-searches/:savedSearchId/end',
    summary: 'End a saved search: nobody has it any more',
    permission: 'registry.read',
    legalEffect: true,
    params: z.object({ savedSearchId: idParam }),
    response: savedSearchView,
  },
} as const satisfies Contract<keyof typeof grants>;

export type SavedSearchView = z.output<typeof savedSearchView>;

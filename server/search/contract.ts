import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { day, instant, limit } from '../platform/api/schemas.ts';
import type { grants } from '../registry/permissions.ts';

/** Of one question no more documents are shown than these; who needs others says more. */
export const MOST_FOUND = 100;

export const found = z.object({
  kind: z.string(),
  id: z.string(),
  /** *Số, ký hiệu*; empty when it has none. */
  code: z.string(),
  title: z.string(),
  /** From whom or to whom it is. */
  party: z.string(),
  at: instant,
  state: z.string(),
  isOver: z.boolean(),
  /** The address of the page that shows it. */
  page: z.string(),
});

export const searchContract = {
  findDocuments: {
    method: 'get',
    path: '/search',
    summary:
      'Documents one may see, by words, numbers, names and days as people type them; the nearest first, of these the newest',
    permission: 'registry.read',
    query: z.object({
      q: z.string().min(1).max(500),
      kind: z.string().max(30).optional(),
      from: day.optional(),
      to: day.optional(),
      limit,
    }),
    response: z.object({
      items: z.array(found),
      /** How many of each kind are among those found, those beyond `limit` included. */
      kinds: z.record(z.string(), z.number().int()),
      total: z.number().int(),
      /** There are more than `total`. */
      capped: z.boolean(),
      /** Not all is in the index yet. */
      building: z.boolean(),
    }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type FoundView = z.output<typeof found>;

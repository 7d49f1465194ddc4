import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { day, instant, limit } from '../platform/api/schemas.ts';
import { tableTypes } from '../platform/render/table-types.ts';
import type { grants } from '../registry/permissions.ts';

/** Of one question no more documents are shown than these; who needs others says more. */
export const MOST_FOUND = 100;

/** So many are given as a table at once. */
export const MOST_EXPORTED = 2_000;

/** So many are suggested while somebody types. */
export const MOST_SUGGESTED = 8;

/** So many documents are read again at once. */
const MOST_READ = 20;

const typed = z.string().min(1).max(500);

/** Documents by kind and id, `incoming.0191…,outgoing.0192…`. */
const documents = z
  .string()
  .regex(/^[a-z]{1,30}\.[0-9A-Za-z._-]{1,64}(,[a-z]{1,30}\.[0-9A-Za-z._-]{1,64})*$/)
  .transform((text) =>
    text.split(',').map((one) => ({ kind: one.split('.', 1)[0] ?? '', id: one.replace(/^[a-z]+\./, '') })),
  )
  .pipe(z.array(z.object({ kind: z.string(), id: z.string() })).max(MOST_READ));

const searched = {
  q: typed,
  kind: z.string().max(30).optional(),
  /** First and last day of a period in which the document came or, by its own date, was issued. */
  from: day.optional(),
  to: day.optional(),
};

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

/** Where the text of a file says it, as far as nothing else of the document does. */
const place = z.object({ page: z.number().int(), of: z.number().int(), snippet: z.string() });

export const searchContract = {
  findDocuments: {
    method: 'get',
    path: '/search',
    summary:
      'Documents one may see, by words, numbers, names and days as people type them; the nearest first, of these the newest',
    permission: 'registry.read',
    query: z.object({ ...searched, limit }),
    response: z.object({
      items: z.array(found.extend({ place: place.optional() })),
      /** How many of each kind are among those found, those beyond `limit` included. */
      kinds: z.record(z.string(), z.number().int()),
      total: z.number().int(),
      /** There are more than `total`. */
      capped: z.boolean(),
      /** Not all is in the index yet. */
      building: z.boolean(),
    }),
  },
  exportFound: {
    method: 'get',
    path: '/search/table',
    summary: 'Up to 2,000 documents that were found as a table: a workbook, or CSV that spreadsheets open',
    permission: 'registry.read',
    query: z.object({ ...searched, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    response: 'file',
    mediaTypes: Object.values(tableTypes),
  },
  suggestDocuments: {
    method: 'get',
    path: '/search/suggestions',
    summary: 'The few documents that what is typed so far means most likely, by number, title and names',
    permission: 'registry.read',
    query: z.object({ q: typed }),
    response: z.object({
      items: z.array(found),
      /** Not all is in the index yet. */
      building: z.boolean(),
    }),
  },
  readDocuments: {
    method: 'get',
    path: '/search/documents',
    summary: 'Of the documents named those one may read, as a search shows them',
    permission: 'registry.read',
    query: z.object({ of: documents }),
    response: z.object({ items: z.array(found) }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type FoundView = z.output<typeof found> & { readonly place?: z.output<typeof place> | undefined };

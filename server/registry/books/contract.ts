import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { id, idParam, instant, limit, line } from '../../platform/api/schemas.ts';
import { tableTypes } from '../../platform/render/table-types.ts';
import type { grants } from '../permissions.ts';
import { registerView } from '../registers/contract.ts';

/** How many numbers are printed at once: what is bound is printed part after part. */
export const MOST_PRINTED = 500;
/** How many numbers are given as a table at once. */
export const MOST_TABLED = 10_000;
/** What a register of incoming documents is given as beside itself: how they are handled, and to whom they were handed. */
export const otherForms = ['handling', 'handing-over'] as const;
export type OtherForm = (typeof otherForms)[number];
export type BookTableFormat = keyof typeof tableTypes;

const year = z.number().int().min(1945).max(2199);
const kind = z.enum(['incoming', 'outgoing']);

/** What a register of its own takes (*quyết định*, the công văn of a unit, an advisory body, copies). */
const takes = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('types'), typeCodes: z.array(z.string().max(30)).min(1).max(29) }),
  z.strictObject({ what: z.enum(['unit', 'body']), unitId: id }),
  z.strictObject({ what: z.literal('copies') }),
]);

const closingView = z.object({
  at: instant,
  by: z.string(),
  count: z.number().int(),
  first: z.number().int().nullable(),
  last: z.number().int().nullable(),
  voided: z.array(z.number().int()),
});

/** A register with what a clerk wants to know of it on one page. */
const bookView = registerView.extend({
  version: z.number().int(),
  count: z.number().int(),
  /** The number it begins with. */
  first: z.number().int(),
  /** Numbers that count no longer; the reason and who agreed only for those who may see the document. */
  voided: z.array(z.object({ number: z.number().int(), reason: z.string().nullable(), names: z.array(z.string()) })),
  /** Numbered, but neither issued nor voided yet. */
  waiting: z.number().int(),
  /** Numbers an old book leaves out; of a running register those whose documents were lost before a backup was restored. */
  missing: z.number().int(),
  closing: closingView.nullable(),
  /** Whether it can be closed now: its year is over, or nothing was entered in it. */
  closable: z.boolean(),
  /** Whether it may still begin above numbers that were given elsewhere. */
  beginnable: z.boolean(),
});

const booksView = z.object({
  year: z.number().int(),
  thisYear: z.number().int(),
  /** Years there are registers of, the newest first. */
  years: z.array(z.number().int()),
  books: z.array(bookView),
  /** After acts were lost, until the agency has confirmed its last numbers: since when, and up to where each register went at least. */
  toConfirm: z
    .object({
      since: instant,
      how: z.enum(['put-back', 'restored']),
      registers: z.array(
        registerView.pick({ kind: true, series: true, title: true, takes: true, lastNumber: true }).extend({
          known: z.object({ number: z.number().int(), code: z.string() }).nullable(),
        }),
      ),
    })
    .nullable(),
  /** Numbers of the year somebody asks to void, for a second person who may see the document. */
  voidRequests: z.array(
    z.object({
      kind: z.enum(['incoming', 'outgoing']),
      documentId: z.string(),
      registerId: z.string(),
      /** The number and symbol, or the number of arrival. */
      code: z.string(),
      reason: z.string(),
      at: instant,
      by: z.string(),
    }),
  ),
});

const importedEntryView = z.object({
  number: z.number().int(),
  date: z.string(),
  code: z.string(),
  issuedOn: z.string().nullable(),
  subject: z.string(),
  party: z.string(),
  signer: z.string().nullable(),
  note: z.string().nullable(),
  voidReason: z.string().nullable(),
  importedAt: instant,
  importedBy: z.string(),
});

const numbers = z.object({ first: z.number().int(), last: z.number().int() });
/** A part of a book: its lines in the columns of its form (NĐ 30/2020 Phụ lục IV), and the numbers of the part that have none. */
const bookPartView = z.object({
  id: z.string(),
  kind,
  form: z.enum(['incoming', 'outgoing', ...otherForms]),
  year: z.number().int(),
  title: z.string().nullable(),
  historical: z.boolean(),
  closedAt: instant.nullable(),
  /** The numbers the book has, or gave in the period, and those of this part; none where it has given none. */
  span: numbers.nullable(),
  part: numbers.nullable(),
  rows: z.array(
    z.object({
      number: z.number().int(),
      documentId: z.string().nullable(),
      voided: z.boolean(),
      cells: z.array(z.string()),
    }),
  ),
  gaps: z.array(numbers),
});

const numberInBook = z
  .string()
  .regex(/^[0-9]{1,6}$/)
  .transform(Number);

/**
 * Of a book only the numbers that it gave from one day to another; and of one of incoming documents, instead of what was registered, how
 * they are handled (*sổ theo dõi giải quyết văn bản đến*) or to whom they were handed (*sổ chuyển giao*).
 */
const view = { from: z.iso.date().optional(), to: z.iso.date().optional(), form: z.enum(otherForms).optional() };

const oldRegister = z.strictObject({
  kind,
  year,
  title: line(200),
  /** The table: a header with the columns of the printed register, one line each (NĐ 30/2020 Phụ lục IV). */
  csv: z.string().min(1).max(200_000),
});
const ofRegister = z.object({ registerId: idParam });

export const booksContract = {
  readBooks: {
    method: 'get',
    path: '/register-books',
    summary:
      'The registers of a year with their counts; of documents one may see also what is asked to be void, and why',
    permission: 'registry.oversee',
    query: z.object({
      year: z
        .string()
        .regex(/^[0-9]{4}$/)
        .transform(Number)
        .optional(),
    }),
    response: booksView,
  },
  readBook: {
    method: 'get',
    path: '/registers/:registerId/lines',
    summary:
      'The part of a register, or of what it gave in a period, in which a number stands – the last, if none is named –, line by line',
    permission: 'registry.read-book',
    params: ofRegister,
    query: z.object({ number: numberInBook.optional(), ...view }),
    response: bookPartView,
  },
  printBook: {
    method: 'get',
    path: '/registers/:registerId/print',
    summary: 'Up to 500 numbers of a register as the printed form of NĐ 30/2020 Phụ lục IV, PDF/A-2a',
    permission: 'registry.read-book',
    params: ofRegister,
    query: z.object({ first: numberInBook.optional(), last: numberInBook.optional(), ...view }),
    response: 'file',
    mediaTypes: ['application/pdf'],
  },
  exportBook: {
    method: 'get',
    path: '/registers/:registerId/table',
    summary: 'Up to 10,000 numbers of a register as a table, a row for each: a workbook, or CSV that spreadsheets open',
    permission: 'registry.read-book',
    params: ofRegister,
    query: z.object({
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      ...{ first: numberInBook.optional(), last: numberInBook.optional(), ...view },
    }),
    response: 'file',
    mediaTypes: Object.values(tableTypes),
  },
  openRegister: {
    method: 'post',
    path: '/registers',
    summary: 'Open a register of its own for some of this or next year’s documents',
    permission: 'registry.open-register',
    legalEffect: true,
    body: z.strictObject({ kind: kind.default('outgoing'), year, title: line(200), takes }),
    status: 201,
    response: registerView,
  },
  beginRegister: {
    method: 'post',
    path: '/register-beginnings',
    summary: 'Let a register of this year that has given no number begin above those that were given elsewhere',
    permission: 'registry.number',
    legalEffect: true,
    body: z.strictObject({
      kind,
      series: z.string().max(64),
      /** The last number that was given on paper or by another system. */
      after: z.number().int().min(0).max(999_998),
      reason: line(500),
    }),
    response: registerView,
  },
  closeRegister: {
    method: 'post',
    path: '/registers/:registerId/close',
    summary: 'Close a register whose year is over, for good',
    permission: 'registry.number',
    legalEffect: true,
    params: ofRegister,
    body: z.strictObject({ version: z.number().int().min(1) }),
    response: bookView,
  },
  confirmNumbers: {
    method: 'post',
    path: '/register-numbers',
    summary: 'Say up to where the numbers of each register went before the database was restored; they go on above',
    permission: 'registry.number',
    legalEffect: true,
    body: z.strictObject({
      since: instant,
      registers: z
        .array(z.strictObject({ kind, series: z.string().max(64), last: z.number().int().min(0).max(999_999) }))
        .min(1)
        .max(200),
      reason: line(500),
    }),
    response: z.object({ registers: z.array(registerView) }),
  },
  checkImport: {
    method: 'post',
    path: '/register-imports/check',
    summary: 'What importing an old register would take over, and every line that stands against it',
    permission: 'registry.import',
    body: oldRegister,
    response: z.object({
      entries: z.number().int(),
      first: z.number().int().nullable(),
      last: z.number().int().nullable(),
      problems: z.array(z.object({ line: z.number().int(), column: z.string(), code: z.string(), detail: z.string() })),
    }),
  },
  importRegister: {
    method: 'post',
    path: '/register-imports',
    summary: 'Take an old register over, all of it or nothing; it gives no numbers',
    permission: 'registry.import',
    legalEffect: true,
    body: oldRegister,
    status: 201,
    response: registerView,
  },
  listImported: {
    method: 'get',
    path: '/registers/:registerId/imported',
    summary: 'Lines of an imported register in the order of its numbers',
    permission: 'registry.register',
    params: ofRegister,
    query: z.object({
      after: numberInBook.optional(),
      limit,
    }),
    response: z.object({ items: z.array(importedEntryView), next: z.number().int().nullable() }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type BooksView = z.output<typeof booksView>;
export type BookPartView = z.output<typeof bookPartView>;
export type BookView = z.output<typeof bookView>;
export type ImportedEntryView = z.output<typeof importedEntryView>;
export type OpenRegisterBody = z.input<typeof booksContract.openRegister.body>;

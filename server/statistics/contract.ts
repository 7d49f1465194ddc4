import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { day, idParam, instant, limit, line, pageOf } from '../platform/api/schemas.ts';
import { tableTypes } from '../platform/render/table-types.ts';
import { listQuery, priority, verdictView } from '../registry/documents/contract.ts';
import { incomingSummary } from '../registry/incoming/contract.ts';
import { outgoingSummary } from '../registry/outgoing/view-contract.ts';
import type { grants } from './permissions.ts';
import { outcomes } from './reports/outcomes.ts';

/** A definition and its version; a figure of a version never changes its meaning, so that two reports of one time never differ. */
export const definitionId = z.enum(['e-exchange@1', 'fully-electronic@1']);

const figure = z.object({
  definition: definitionId,
  numerator: z.number().int(),
  denominator: z.number().int(),
  /** Per cent with one decimal; null when nothing was sent in the period. */
  percent: z.number().nullable(),
});

const dueItem = z.object({
  /** Which kind of thing it is, as the capability calls it that owns it. */
  kind: z.string(),
  /** The document, arrival, delivery, stored file or piece of work the row is about. */
  id: z.string(),
  documentId: z.string().nullable(),
  code: z.string(),
  subject: z.string(),
  who: z.string(),
  at: instant,
  priority,
  dueOn: z.string().nullable(),
  verdict: verdictView.nullable(),
  /** Working days: negative is late, 0 is today. */
  daysLeft: z.number().int().nullable(),
  /** What is to be done next. */
  action: z.string(),
  note: z.string().nullable(),
  /** Of a disk that runs low or is full: what lies on it, and what is left. */
  disk: z
    .object({ holds: z.enum(['files', 'database']), freeBytes: z.number(), freeShare: z.number() })
    .exactOptional(),
  /** Of a certificate of the agency: what it is for. */
  purpose: z.enum(['seal', 'system']).exactOptional(),
  /** Of what a partner does not take: how many documents, to how many of its agencies. */
  unsent: z.object({ documents: z.number().int(), recipients: z.number().int() }).exactOptional(),
  /** Of work the system gave up: its kind, and the address of the page that shows what it is about. */
  givenUp: z
    .object({
      work: z.string(),
      page: z.string().nullable(),
      /** Of what a person may say that it need not be done: how much was given up for the same reason at the same partner, this included; else null. */
      closable: z.object({ alike: z.number().int() }).nullable(),
    })
    .exactOptional(),
});

/** An outgoing document about which something waits. */
const waitingOutgoing = outgoingSummary.extend({
  /** By when it is to be issued, or was to reach a recipient who has not got it: the day that the due work of the first page names. */
  dueOn: z.string().nullable(),
});

const period = { from: day, to: day };

/** What a report is given as. */
export const reportTypes = { pdf: 'application/pdf', ...tableTypes } as const;
export type ReportFormat = keyof typeof reportTypes;

const reportFormat = z.enum(['pdf', 'xlsx', 'csv']).default('pdf');
const postBookView = z.object({
  from: z.string(),
  to: z.string(),
  rows: z.array(z.object({ documentId: z.string(), cells: z.array(z.string()) })),
});
const reportKind = z.enum(['incoming', 'outgoing']);
/** How many numbers were given, and how far their documents have come, in the order of the report's outcomes. */
const counted = { given: z.number().int(), counts: z.array(z.number().int()) };
const reportView = z.object({
  kind: reportKind,
  from: z.string(),
  to: z.string(),
  at: instant,
  outcomes: z.array(z.enum([...outcomes.incoming, ...outcomes.outgoing])),
  rows: z.array(
    z.object({
      /** Those of a unit, of people who belong to none, and what nobody handles yet. */
      part: z.enum(['unit', 'no-unit', 'unassigned']),
      unitName: z.string().nullable(),
      ...counted,
    }),
  ),
  total: z.object(counted),
});

export const statisticsContract = {
  share: {
    method: 'get',
    path: '/statistics/share',
    summary: 'The share of documents exchanged electronically, by day of issue',
    permission: 'statistics.read',
    query: z.object(period),
    response: z.object({ from: z.string(), to: z.string(), figures: z.array(figure) }),
  },
  shareDocuments: {
    method: 'get',
    path: '/statistics/share/documents',
    summary:
      'The documents behind a figure: as many rows as it counts, those one may not see with unit, day and reason only',
    permission: 'statistics.read',
    query: z.object({
      ...period,
      definition: definitionId,
      part: z.enum(['counted', 'missing']),
      cursor: z.string().max(300).optional(),
      limit,
    }),
    response: z.object({
      items: z.array(
        z.object({
          /** All three null for a document the reader may not see. */
          documentId: z.string().nullable(),
          code: z.string().nullable(),
          subject: z.string().nullable(),
          issuedOn: z.string(),
          /** The unit that drafted it. */
          unitName: z.string().nullable(),
          counted: z.boolean(),
          /** For each recipient that keeps it from counting: who and why. */
          missing: z.array(
            z.object({
              recipient: z.string().nullable(),
              reason: z.enum([
                'paper-only',
                'paper-parallel',
                'no-receipt',
                'verdict-not-valid',
                'refused',
                'signed-in-ink',
              ]),
            }),
          ),
        }),
      ),
      next: z.string().nullable(),
    }),
  },
  readReport: {
    method: 'get',
    path: '/statistics/report',
    summary:
      'How far incoming or outgoing documents have come that were given numbers in a period of at most a year, by unit',
    permission: 'statistics.read',
    query: z.object({ kind: reportKind, ...period }),
    response: reportView,
  },
  takeReport: {
    method: 'get',
    path: '/statistics/report/file',
    summary: 'The same report as PDF/A-2a with the head of the log, as a workbook, or as CSV',
    permission: 'statistics.read',
    query: z.object({ kind: reportKind, ...period, format: reportFormat }),
    response: 'file',
    mediaTypes: Object.values(reportTypes),
  },
  readPostBook: {
    method: 'get',
    path: '/statistics/post-book',
    summary:
      'What went by post in a period of at most a year, a line for each recipient, in the columns of NĐ 30/2020 Phụ lục IV',
    permission: 'statistics.read-post-book',
    query: z.object(period),
    response: postBookView,
  },
  takePostBook: {
    method: 'get',
    path: '/statistics/post-book/file',
    summary: 'The same as PDF/A-2a with the head of the log, as a workbook, or as CSV',
    permission: 'statistics.read-post-book',
    query: z.object({ ...period, format: reportFormat }),
    response: 'file',
    mediaTypes: Object.values(reportTypes),
  },
  dueWork: {
    method: 'get',
    path: '/due-work',
    summary: 'What this position has to do, most urgent first',
    permission: 'signed-in',
    response: z.object({
      now: z.array(dueItem),
      overdue: z.array(dueItem),
      today: z.array(dueItem),
      fresh: z.array(dueItem),
      /** How many more wait of kinds of which not all are here: those due later. */
      more: z.number().int(),
      /** How much waits behind entries of the menu: of documents as many as the lists of what waits have. */
      counts: z.record(z.string(), z.number().int()),
      /** Of the documents this position may see. */
      todayDone: z.object({ registered: z.number().int(), issued: z.number().int() }),
      /** For those who see all of the agency’s registers; nothing for others. */
      nextNumbers: z.array(
        z.object({ kind: z.enum(['incoming', 'outgoing']), series: z.string(), next: z.number().int() }),
      ),
      updatedAt: instant,
    }),
  },
  dueIncoming: {
    method: 'get',
    path: '/due-work/incoming',
    summary: 'Incoming documents about which something waits for this position, newest first',
    permission: 'signed-in',
    query: z.object(listQuery),
    response: pageOf(incomingSummary),
  },
  dueOutgoing: {
    method: 'get',
    path: '/due-work/outgoing',
    summary: 'Outgoing documents about which something waits for this position, the latest change first',
    permission: 'signed-in',
    query: z.object(listQuery),
    response: pageOf(waitingOutgoing),
  },
  retryWork: {
    method: 'post',
    path: '/due-work/given-up/:jobId/retry',
    summary: 'Have work tried again on which the system gave up',
    permission: 'signed-in',
    params: z.object({ jobId: idParam }),
    body: z.object({}),
    legalEffect: true,
    status: 204,
    response: z.null(),
  },
  closeWork: {
    method: 'post',
    path: '/due-work/given-up/:jobId/close',
    summary: 'Note that work on which the system gave up need not be done: the other agency knows, or need not',
    permission: 'signed-in',
    params: z.object({ jobId: idParam }),
    body: z.strictObject({
      reason: line(500),
      /** All that was given up for the same reason at the same partner. */
      alike: z.boolean().default(false),
    }),
    legalEffect: true,
    /** `left`: one act closes so much, the next one for the same work goes on; the work itself is closed by the last. */
    response: z.object({ closed: z.number().int(), left: z.boolean() }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type PostBookView = z.output<typeof postBookView>;
export type ReportView = z.output<typeof reportView>;
export type ShareFigure = z.output<typeof figure>;
export type DueItem = z.output<typeof dueItem>;
export type WaitingOutgoing = z.infer<typeof waitingOutgoing>;
export type DefinitionId = z.output<typeof definitionId>;

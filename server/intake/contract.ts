import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { idParam } from '../platform/api/schemas.ts';
import { uploadView } from '../platform/uploads/contract.ts';
import { incomingSummary } from '../registry/incoming/contract.ts';
import type { grants } from '../registry/permissions.ts';
import { fieldNames } from './reading/field-names.ts';

/** How far the text of a scan is recognised. */
const scanProgress = z.object({
  /** So many pages are looked at. */
  pages: z.number().int(),
  done: z.number().int(),
  blank: z.array(z.number().int()),
  failed: z.array(z.number().int()),
  turned: z.array(z.number().int()),
});

/** What could be read of a file that was sent. */
const readings = z.object({
  fields: z.array(
    z.object({
      name: z.enum(fieldNames),
      value: z.string(),
      confidence: z.enum(['sure', 'directory', 'look']),
      page: z.number().int(),
      box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
    }),
  ),
  pages: z.number().int(),
  hasText: z.boolean(),
  /** Null where the pages say their text themselves. */
  scan: scanProgress.nullable(),
  /** What the reading left out: pages between the first 20 and the last 5, text of very dense pages. */
  notes: z.array(z.enum(['pages-unread', 'text-unread', 'dynamic-form'])),
});

export const intakeContract = {
  readFields: {
    method: 'get',
    path: '/uploads/:uploadId/fields',
    summary: 'The fields read from an uploaded PDF, each with its place and how sure it is',
    permission: 'registry.register',
    params: z.object({ uploadId: idParam }),
    response: readings,
  },
  readFieldsInTray: {
    method: 'get',
    path: '/tray-fields/:itemId',
    summary: 'The same of a PDF that waits in the tray of one’s agency, as far as its text is recognised by now',
    permission: 'registry.register',
    params: z.object({ itemId: idParam }),
    response: readings,
  },
  readScan: {
    method: 'get',
    path: '/uploads/:uploadId/scan',
    summary: 'How far the text of an uploaded scan is recognised, page by page',
    permission: 'registry.register',
    params: z.object({ uploadId: idParam }),
    response: scanProgress,
  },
  joinUploads: {
    method: 'post',
    path: '/uploads/joined',
    summary: 'Make one PDF of pages of PDFs and of pictures one has sent, in the order named; they stay as they are',
    permission: 'registry.register',
    body: z.object({
      name: z.string().trim().min(1).max(200),
      parts: z
        .array(
          z.strictObject({
            uploadId: z.string(),
            /** Which pages (1 = first), in the order they are to have; all unless told. */
            pages: z.array(z.number().int().min(1)).min(1).max(500).optional(),
            /** Which of these, by their place among them (1 = first), are turned clockwise by how much. */
            turned: z
              .array(z.strictObject({ at: z.number().int().min(1), turn: z.literal([90, 180, 270]) }))
              .max(500)
              .optional(),
          }),
        )
        .min(1)
        .max(200),
    }),
    status: 201,
    response: uploadView,
  },
  readScanOfIncoming: {
    method: 'get',
    path: '/incoming/:documentId/scan',
    summary: 'How far the text of an incoming document is recognised that came as a scan',
    permission: 'signed-in',
    params: z.object({ documentId: idParam }),
    response: scanProgress,
  },
  searchableRendition: {
    method: 'get',
    path: '/incoming/:documentId/searchable',
    summary: 'Get a copy of a scanned document in which its recognised text is found; not the original',
    permission: 'signed-in',
    params: z.object({ documentId: idParam }),
    response: 'file',
    mediaTypes: ['application/pdf'],
  },
  findLike: {
    method: 'get',
    path: '/uploads/:uploadId/like',
    summary: 'Registered documents whose text is about that of an uploaded PDF which has been read',
    permission: 'registry.register',
    params: z.object({ uploadId: idParam }),
    /** What was read or typed of it helps to find what was never compared yet. */
    query: z.object({ subject: z.string().max(500).default('') }),
    /** `share` of the text of the first page is the same, at least a half. */
    response: z.array(z.object({ document: incomingSummary, share: z.number() })),
  },
} as const satisfies Contract<keyof typeof grants>;

import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { idParam, instant } from '../../platform/api/schemas.ts';
import type { grants } from '../permissions.ts';
import { type PrintForm, type PublicView, printForms, publicStates } from './public-state.ts';

export { type PrintForm, type PublicView, printForms };

/** Prints that go into one file. */
export const MOST_TOGETHER = 50;

const copies = z.number().int().min(1).max(99);
const printView = z.object({
  id: z.string(),
  documentId: z.string(),
  form: z.enum(printForms),
  copies: z.number().int(),
  at: instant,
});
const ofDocument = z.object({ documentId: idParam });

export const printsContract = {
  printIncoming: {
    method: 'post',
    path: '/incoming/:documentId/prints',
    summary: 'Take a print of an incoming document: marked copies, with the arrival stamp',
    permission: 'signed-in',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({ copies }),
    status: 201,
    response: printView,
  },
  printOutgoing: {
    method: 'post',
    path: '/outgoing/:documentId/prints',
    summary: 'Take a print of an outgoing document: marked copies, or the signed file for a paper original',
    permission: 'signed-in',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({ copies, form: z.enum(printForms) }),
    status: 201,
    response: printView,
  },
  printedFile: {
    method: 'get',
    path: '/prints/:printId/file',
    summary: 'The pages of a print one has taken, with those of further ones in the same file',
    permission: 'signed-in',
    params: z.object({ printId: idParam }),
    query: z.object({
      /** Ids of further prints, separated by commas. */
      with: z
        .string()
        .max(40 * MOST_TOGETHER)
        .transform((ids) => ids.split(','))
        .optional(),
    }),
    response: 'file',
    mediaTypes: ['application/pdf'],
  },
  stateOfCopy: {
    method: 'get',
    path: '/printed-copies/:code',
    summary: 'How the document stands of which somebody holds a printed copy; anybody may ask',
    permission: 'public',
    params: z.object({ code: z.string().regex(/^[0-9a-f]{32}$/) }),
    response: z.object({ code: z.string(), issuedOn: z.string(), agency: z.string(), state: z.enum(publicStates) }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type PrintView = z.output<typeof printView>;

import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { idParam } from '../platform/api/schemas.ts';
import type { grants } from '../registry/permissions.ts';
import { fieldNames } from './reading/field-names.ts';

export const intakeContract = {
  readFields: {
    method: 'get',
    path: '/uploads/:uploadId/fields',
    summary: 'The fields read from an uploaded PDF, each with its place and how sure it is',
    permission: 'registry.register',
    params: z.object({ uploadId: idParam }),
    response: z.object({
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
      /** What the reading left out: pages between the first 20 and the last 5, text of very dense pages. */
      notes: z.array(z.enum(['pages-unread', 'text-unread', 'dynamic-form'])),
    }),
  },
} as const satisfies Contract<keyof typeof grants>;

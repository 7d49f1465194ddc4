import { z } from 'zod';
import type { Contract } from '../platform/contract.ts';
import { instant } from '../platform/schemas.ts';

/** One line of a history: who did what, when, as it was recorded. */
export const eventView = z.object({
  id: z.string(),
  /** Place in the agency’s log, from 0, without gaps. */
  sequence: z.number().int(),
  type: z.string(),
  at: instant,
  personId: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  /** The event as recorded: ids, reasons, numbers. */
  event: z.record(z.string(), z.unknown()),
});

export const auditContract = {
  readLog: {
    method: 'get',
    path: '/log/events',
    summary: 'The agency’s log, newest first',
    permission: 'audit.read',
    query: z.object({
      before: z
        .string()
        .regex(/^[0-9]{1,12}$/)
        .optional(),
      type: z.string().max(60).optional(),
    }),
    response: z.object({ items: z.array(eventView), next: z.string().nullable() }),
  },
  readLogOfDeployment: {
    method: 'get',
    path: '/log/deployment',
    summary: 'The log of the deployment itself, newest first',
    permission: 'audit.read',
    query: z.object({
      before: z
        .string()
        .regex(/^[0-9]{1,12}$/)
        .optional(),
    }),
    response: z.object({ items: z.array(eventView), next: z.string().nullable() }),
  },
} as const satisfies Contract;

export type EventView = z.output<typeof eventView>;

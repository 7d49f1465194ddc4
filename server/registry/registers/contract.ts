import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import type { grants } from '../permissions.ts';

/** What a register of its own takes; the general one takes whatever no other does. */
const takesView = z.discriminatedUnion('what', [
  z.object({ what: z.literal('types'), typeCodes: z.array(z.string()).readonly() }),
  z.object({ what: z.enum(['unit', 'body']), unitId: z.string() }),
  z.object({ what: z.literal('copies') }),
]);

export const registerView = z.object({
  id: z.string(),
  kind: z.enum(['incoming', 'outgoing']),
  series: z.string(),
  year: z.number().int(),
  title: z.string().nullable(),
  takes: takesView.nullable(),
  historical: z.boolean(),
  lastNumber: z.number().int(),
  nextNumber: z.number().int(),
  open: z.boolean(),
});

export const registersContract = {
  listRegisters: {
    method: 'get',
    path: '/registers',
    summary: 'The agency’s registers and the number each gives next',
    permission: 'registry.oversee',
    response: z.array(registerView),
  },
} as const satisfies Contract<keyof typeof grants>;

export type RegisterView = z.output<typeof registerView>;

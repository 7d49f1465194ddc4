import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { hosting } from '../directory/contract.ts';
import type { grants } from '../permissions.ts';

/** What an agency can lack to be sent to electronically. */
export const lackable = ['system-key', 'clerk'] as const;

const recipientView = z.object({
  /** Its row, where it has one here; others are named by their code. */
  agencyId: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  hosting,
  electronic: z.boolean(),
  /** Electronically over the national document axis alone, where nobody signs receipts. */
  overAxis: z.boolean(),
  /** Other codes, former names, and those of agencies that have been merged into it. */
  otherNames: z.array(z.string()),
  /** How long files may be by the directory, where another deployment hosts it and the directory says so. */
  limits: z.object({ mainFileBytes: z.number().int(), attachmentBytes: z.number().int() }).nullable(),
});

/** Whom one can send to. */
export const recipientsContract = {
  listRecipients: {
    method: 'get',
    path: '/recipients',
    summary:
      'Agencies one can send to, here and of the directory: electronically where they can receive so, else on paper',
    permission: 'signed-in',
    query: z.object({ q: z.string().max(200).optional() }),
    response: z.array(recipientView),
  },
  listReach: {
    method: 'get',
    path: '/agencies/reach',
    summary: 'What each agency of the directory lacks to be sent to electronically; nothing where it can be',
    permission: 'signed-in',
    response: z.array(z.object({ agencyId: z.string(), lacks: z.array(z.enum(lackable)) })),
  },
} as const satisfies Contract<keyof typeof grants>;

export type RecipientView = z.output<typeof recipientView>;
export type Lackable = (typeof lackable)[number];

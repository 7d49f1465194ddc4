import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { instant, line } from '../../platform/api/schemas.ts';
import type { grants } from '../permissions.ts';
import { afterwards } from './mailbox.ts';

const settings = {
  /** As people write to it. */
  address: z.email().max(320),
  host: z
    .string()
    .max(253)
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls']),
  username: line(320),
  folder: line(200),
  after: z.enum(afterwards),
  moveTo: line(200).nullable(),
  active: z.boolean(),
};

const mailboxView = z.object({
  ...settings,
  /** What a view and a change have in common: the password is never sent back. */
  state: z.object({
    lookedAt: instant.nullable(),
    fault: z.object({ code: z.string(), since: instant }).nullable(),
    taken: z.number().int(),
    /** The newest messages that were not taken in, and why; they are in the mailbox as before. */
    notTaken: z.array(z.object({ uid: z.number().int(), at: instant, code: z.string() })),
  }),
});

export const mailboxContract = {
  getMailbox: {
    method: 'get',
    path: '/mailbox',
    summary: 'The mailbox that is looked into for the agency, and how that goes',
    permission: 'intake.mailbox',
    response: z.object({ mailbox: mailboxView.nullable() }),
  },
  setMailbox: {
    method: 'put',
    path: '/mailbox',
    summary:
      'Say which mailbox is looked into, and what becomes of messages there; without a password the known one stays',
    permission: 'intake.mailbox',
    body: z
      .strictObject({ ...settings, password: z.string().min(1).max(500).optional() })
      .refine(({ after, moveTo }) => after !== 'move' || moveTo !== null, { error: 'required', path: ['moveTo'] }),
    response: z.object({ mailbox: mailboxView.nullable() }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type MailboxView = z.output<typeof mailboxView>;

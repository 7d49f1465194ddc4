import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { idParam, instant, limit } from '../platform/api/schemas.ts';
import type { grants } from './permissions.ts';
import { signedTreeHead } from './tree/tree-head.ts';

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
  /** The event as recorded: ids, reasons, numbers; of a document the reader may not see only what happened, to which id. */
  event: z.record(z.string(), z.unknown()),
});

/** One line of a whole log. */
const logLine = eventView.extend({
  /** Whose account, which position, unit or agency it was about, as it is called today; null where the event is about none. */
  about: z.string().nullable(),
});

/** A number of leaves as it stands in an address: digits and nothing else. */
const count = z
  .string()
  .regex(/^[0-9]{1,15}$/)
  .transform(Number);
const ofLog = z.object({ log: idParam });
const proof = z.array(z.base64());

/** How a log stands, for those who answer for it. */
const logState = z.object({
  log: z.string(),
  size: z.number().int(),
  /** When its last entry was written; null while it is empty. */
  time: instant.nullable(),
  /** The newest head that was signed with the key outside the database. */
  signed: z.object({ epoch: z.number().int(), size: z.number().int(), at: instant }).nullable(),
  /** The last look at it, and what it found; `fault` is null when all is well. */
  check: z.object({ at: instant, size: z.number().int(), fault: z.string().nullable() }).nullable(),
  /** Agencies that have confirmed by a signed receipt to hold a head of this log, newest first. */
  witnesses: z.array(z.object({ name: z.string(), size: z.number().int(), at: instant })),
  /** Heads of others that this agency holds, newest of each, and whether their logs still agree. */
  held: z.array(
    z.object({
      name: z.string(),
      size: z.number().int(),
      at: instant,
      state: z.enum(['unchecked', 'confirmed', 'contradicted']),
    }),
  ),
});

export const auditContract = {
  readLogState: {
    method: 'get',
    path: '/log/state',
    summary: 'How the log of the agency, or of the deployment, stands: size, signed head, last check, witnesses',
    permission: 'audit.read',
    query: z.object({ of: z.enum(['agency', 'deployment']).default('agency') }),
    response: logState,
  },
  readTreeHead: {
    method: 'get',
    path: '/log/trees/:log/head',
    summary: 'The newest signed head of a log (RFC 9162)',
    permission: 'public',
    params: ofLog,
    response: signedTreeHead,
  },
  proveConsistency: {
    method: 'get',
    path: '/log/trees/:log/consistency',
    summary: 'Proof that a log of `to` leaves only adds to that of `from` (RFC 9162 §2.1.4)',
    permission: 'public',
    params: ofLog,
    query: z.object({ from: count, to: count }),
    response: z.object({ proof }),
  },
  proveInclusion: {
    method: 'get',
    path: '/log/trees/:log/inclusion',
    summary: 'Proof that a leaf stands in a log of `size` leaves (RFC 9162 §2.1.3)',
    permission: 'public',
    params: ofLog,
    query: z.object({ index: count, size: count }),
    response: z.object({ proof }),
  },
  readLeaves: {
    method: 'get',
    path: '/log/leaves',
    summary:
      'Leaves of the agency’s own log as they were hashed, with the salts of their digests; the hash alone of what one may not see',
    permission: 'audit.read',
    query: z.object({ from: count.default(0), count: count.pipe(z.number().min(1).max(1000)).default(256) }),
    response: z.object({
      items: z.array(
        z.object({
          sequence: z.number().int(),
          leaf: z.string().nullable(),
          salt: z.string().nullable(),
          hash: z.base64(),
        }),
      ),
    }),
  },
  readLog: {
    method: 'get',
    path: '/log/events',
    summary: 'The agency’s log, newest first; reasons and numbers only of documents one may see',
    permission: 'audit.read',
    query: z.object({
      before: z
        .string()
        .regex(/^[0-9]{1,12}$/)
        .optional(),
      type: z.string().max(60).optional(),
      limit,
    }),
    response: z.object({ items: z.array(logLine), next: z.string().nullable() }),
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
      limit,
    }),
    response: z.object({ items: z.array(logLine), next: z.string().nullable() }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type EventView = z.output<typeof eventView>;
export type LogLine = z.output<typeof logLine>;
export type LogState = z.output<typeof logState>;

import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { idParam, instant, reasoned } from '../../platform/api/schemas.ts';
import type { grants } from '../permissions.ts';

const partnerView = z.object({
  /** Another deployment, or the national document axis with whom it alone reaches; the axis has no log. */
  carrier: z.enum(['direct', 'axis']),
  /** The deployment, and one of the agencies it hosts. */
  id: z.string(),
  code: z.string(),
  name: z.string(),
  agencies: z.number().int(),
  /** Null for one that collects what waits for it. */
  address: z.string().nullable(),
  circuit: z.enum(['closed', 'half-open', 'open']),
  answeredAt: instant.nullable(),
  failingSince: instant.nullable(),
  /** When the next attempt is made, while nobody asks. */
  restsUntil: instant.nullable(),
  lastError: z.string().nullable(),
  /** Messages and receipts that wait for it. */
  waiting: z.number().int(),
  /**
   * What is known of the logs of its agencies: each of which heads have come agrees, some were compared and agree, one contradicts itself, nothing was
   * compared yet, or no head has come.
   */
  log: z.object({
    state: z.enum(['agrees', 'partly', 'contradicted', 'unchecked', 'none']),
    compared: z.number().int(),
    known: z.number().int(),
    comparedAt: instant.nullable(),
  }),
  /** What contradicts itself, and of which nobody has noted why. */
  contradictions: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      /** Of the head that cannot stand beside another. */
      epoch: z.number().int(),
      size: z.number().int(),
      foundAt: instant,
    }),
  ),
});

const operationsView = z.object({
  at: instant,
  /** Work for later of the exchange, by its kind. */
  queue: z.array(
    z.object({
      work: z.string(),
      waiting: z.number().int(),
      running: z.number().int(),
      givenUp: z.number().int(),
      oldestAt: instant.nullable(),
    }),
  ),
  /** What no recipient holds although its sender had to be told, by what stopped it last. */
  failures: z.array(
    z.object({
      reason: z.string().nullable(),
      deliveries: z.number().int(),
      agencies: z.number().int(),
      since: instant,
      /** Whether the system still tries by itself. */
      tried: z.boolean(),
    }),
  ),
  /** From the issue to the recipient’s receipt, of what was sent in the last day. */
  latency: z.object({ messages: z.number().int(), p50Ms: z.number().nullable(), p95Ms: z.number().nullable() }),
  partners: z.array(partnerView),
  /** Certificates and lists that end within sixty days. */
  ending: z.array(z.object({ kind: z.string(), of: z.string(), days: z.number().int() })),
});

export const operationsContract = {
  getOperations: {
    method: 'get',
    path: '/exchange/operations',
    summary: 'How the exchange runs: what waits, what fails and why, how long it takes, partners, what ends soon',
    permission: 'exchange.operate',
    response: operationsView,
  },
  sendTestMessage: {
    method: 'post',
    path: '/exchange/operations/test-messages',
    summary: 'Ask an agency whether messages arrive, in the name of one’s own; nobody there sees it',
    permission: 'exchange.operate',
    body: z.strictObject({ recipientCode: z.string().trim().min(1).max(35) }),
    response: z.object({
      messageId: z.string(),
      recipient: z.object({ code: z.string(), name: z.string() }),
      /** The axis is asked whether it answers and lists the agency: it gives no receipt of it. */
      carrier: z.enum(['direct', 'axis']),
      ms: z.number().int(),
      /** Why no valid receipt came; null when one did. */
      reason: z.string().nullable(),
    }),
  },
  noteContradiction: {
    method: 'post',
    path: '/exchange/operations/contradictions/:contradictionId/note',
    summary: 'Note what was found out about a log of another deployment that contradicts itself',
    permission: 'exchange.operate',
    legalEffect: true,
    params: z.object({ contradictionId: idParam }),
    body: reasoned,
    response: z.object({ id: z.string() }),
  },
  resumeAll: {
    method: 'post',
    path: '/exchange/operations/resume',
    summary: 'Have everything sent again on which the system gave up and which sending may mend',
    permission: 'exchange.operate',
    legalEffect: true,
    body: z.strictObject({}),
    response: z.object({ agencies: z.number().int() }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type OperationsView = z.output<typeof operationsView>;
export type PartnerView = z.output<typeof partnerView>;
export type TestAnswer = z.output<typeof operationsContract.sendTestMessage.response>;

import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { day, id, idParam, instant, line, prose } from '../platform/api/schemas.ts';
import { ifMatch } from '../registry/documents/contract.ts';
import { correctedIncoming, incomingView } from '../registry/incoming/contract.ts';
import type { grants } from './permissions.ts';

/** Part of a person in a document — *chủ trì* (exactly one), *phối hợp*, *nhận để biết* (NĐ 30/2020 Điều 23). */
const assignmentRole = z.enum(['main', 'co-handler', 'for-information']);
const assignmentState = z.enum(['new', 'in-progress', 'done']);

const assignmentView = z.object({
  id: z.string(),
  version: z.number().int(),
  positionId: z.string(),
  name: z.string(),
  title: z.string(),
  role: assignmentRole,
  state: assignmentState,
  /** As the directive says, else as the document does. */
  dueOn: z.string().nullable(),
  /** Whether work is expected: not once it is done, nor once the main handler is. */
  open: z.boolean(),
  directiveId: z.string(),
  /** Since when its person has the document in hand: signed for it, or did something about it. */
  receivedAt: instant.nullable(),
  startedAt: instant.nullable(),
  doneAt: instant.nullable(),
  result: z.string().nullable(),
});

const directiveView = z.object({
  id: z.string(),
  kind: z.enum(['presented', 'directive']),
  givenBy: z.object({ positionId: z.string(), name: z.string(), title: z.string() }),
  givenAt: instant,
  /** *Bút phê*; for a presentation the clerk’s proposal. */
  text: z.string(),
  dueOn: z.string().nullable(),
  toLeaderPositionId: z.string().nullable(),
  toLeaderName: z.string().nullable(),
});

const handlingView = z.object({ directives: z.array(directiveView), assignments: z.array(assignmentView) });

const ofDocument = z.object({ documentId: idParam });

export const routingContract = {
  getHandling: {
    method: 'get',
    path: '/incoming/:documentId/handling',
    summary: 'Directives and assignments of a document',
    permission: 'signed-in',
    params: ofDocument,
    response: handlingView,
  },
  correctDocument: {
    method: 'post',
    path: '/incoming/:documentId/corrections',
    summary:
      'Correct what was registered, but for number, dates and files; whoever was given its term gets the new one',
    permission: 'routing.correct',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ ...correctedIncoming.shape, reason: line(500) }),
    response: incomingView,
  },
  presentDocument: {
    method: 'post',
    path: '/incoming/:documentId/present',
    summary: 'Present a document to a leader for a directive',
    permission: 'routing.present',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({ leaderPositionId: id, proposal: prose(1000).nullable().default(null) }),
    response: handlingView,
  },
  giveDirective: {
    method: 'post',
    path: '/incoming/:documentId/directives',
    summary: 'Give a directive: one main handler, others beside, a deadline',
    permission: 'routing.direct',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({
      text: prose(2000),
      mainPositionId: id,
      coHandlerPositionIds: z.array(id).max(50).default([]),
      forInformationPositionIds: z.array(id).max(200).default([]),
      dueOn: day.nullable().default(null),
    }),
    status: 201,
    response: handlingView,
  },
  signForDocument: {
    method: 'post',
    path: '/assignments/:assignmentId/receipt',
    summary: 'Sign for a document that was handed to one, to handle or to know of',
    permission: 'routing.handle',
    legalEffect: true,
    params: z.object({ assignmentId: idParam }),
    body: z.strictObject({}),
    response: handlingView,
  },
  startAssignment: {
    method: 'post',
    path: '/assignments/:assignmentId/start',
    summary: 'Begin the work',
    permission: 'routing.handle',
    legalEffect: true,
    params: z.object({ assignmentId: idParam }),
    body: z.strictObject({}),
    response: handlingView,
  },
  finishAssignment: {
    method: 'post',
    path: '/assignments/:assignmentId/finish',
    summary: 'Report the work done',
    permission: 'routing.handle',
    legalEffect: true,
    params: z.object({ assignmentId: idParam }),
    body: z.strictObject({ result: prose(2000) }),
    response: handlingView,
  },
  listTemplates: {
    method: 'get',
    path: '/directive-templates',
    summary: 'Words often used in directives',
    permission: 'signed-in',
    response: z.array(z.object({ id: z.string(), text: line(500) })),
  },
} as const satisfies Contract<keyof typeof grants>;

export type HandlingView = z.output<typeof handlingView>;
export type AssignmentView = z.output<typeof assignmentView>;
export type DirectiveView = z.output<typeof directiveView>;

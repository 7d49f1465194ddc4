import type { Contract } from '../../../platform/api/contract.ts';
import { line } from '../../../platform/api/schemas.ts';
import { ifMatch, ofDocument } from '../../documents/contract.ts';
import type { grants } from '../../permissions.ts';
import { outgoingView } from '../view-contract.ts';

/** Taking an issued document back, which one office asks and the other decides. */
export const recallContract = {
  requestRecall: {
    method: 'post',
    path: '/outgoing/:documentId/recall-request',
    summary: 'Ask to take an issued document back: a leader decides what a clerk asks, a clerk what a leader asks',
    permission: 'registry.recall',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  recallDocument: {
    method: 'post',
    path: '/outgoing/:documentId/recall',
    summary: 'Take a document back as the other office asked: every recipient is told, and it counts no more',
    permission: 'registry.recall',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: outgoingView,
  },
  keepIssued: {
    method: 'post',
    path: '/outgoing/:documentId/recall-refusal',
    summary: 'Leave a document issued that somebody asked to take back, or take one’s own request back',
    permission: 'registry.recall',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
} as const satisfies Contract<keyof typeof grants>;

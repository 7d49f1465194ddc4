import { z } from 'zod';
import type { Contract } from '../../../platform/api/contract.ts';
import { line } from '../../../platform/api/schemas.ts';
import { ifMatch, ofDocument } from '../../documents/contract.ts';
import type { grants } from '../../permissions.ts';
import { outgoingView } from '../view-contract.ts';

/** The version that the clerk has seen, and the password by which it is known to be the clerk. */
const ofClerk = z.strictObject({ version: z.number().int().min(1), password: z.string().min(1).max(1_000) });

/** The number of a signed document, its seal, and voiding what was not issued. */
export const numberingContract = {
  numberDocument: {
    method: 'post',
    path: '/outgoing/:documentId/number',
    summary: 'Give the number and date; the agency’s seal and the issue follow by themselves',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ofClerk,
    status: 202,
    response: outgoingView,
  },
  retrySeal: {
    method: 'post',
    path: '/outgoing/:documentId/seal',
    summary: 'Try the seal again for a numbered document',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ofClerk,
    status: 202,
    response: outgoingView,
  },
  requestVoid: {
    method: 'post',
    path: '/outgoing/:documentId/void-request',
    summary: 'Ask to void the number of a document that was not issued; a second person decides',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  voidNumber: {
    method: 'post',
    path: '/outgoing/:documentId/void',
    summary: 'Agree to void the number somebody else asked to void; the row stays',
    permission: 'registry.void',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: outgoingView,
  },
  keepNumber: {
    method: 'post',
    path: '/outgoing/:documentId/void-refusal',
    summary: 'Keep the number somebody asked to void, or take one’s own request back; sealing goes on',
    permission: 'registry.void',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
} as const satisfies Contract<keyof typeof grants>;

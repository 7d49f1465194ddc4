import { z } from 'zod';
import { signedTreeHead } from '../../audit/tree/tree-head.ts';
import type { Contract } from '../../platform/api/contract.ts';
import { idParam, instant } from '../../platform/api/schemas.ts';
import { knownTypeNames } from '../../platform/uploads/known-types.ts';
import { heldAnswer, MOST_OFFER_BYTES, messageOffer, travellingMessage } from '../messages/message-offer.ts';
import { offerAnswer } from '../messages/offer-answer.ts';

/** Longer parts would be lost whole when a connection is cut. */
const MOST_PART_BYTES = 64 * 1024 * 1024;

const signedThing = z.strictObject({ content: z.base64(), signature: z.base64() });
const ofMessage = z.object({ sender: idParam, messageId: idParam });
/** A number of leaves, in digits and nothing else. */
const count = z
  .string()
  .regex(/^[0-9]{1,15}$/)
  .transform(Number);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const inclusionProof = z.strictObject({
  kind: z.literal('vanban-inclusion-proof'),
  format: z.literal(1),
  signedHead: signedTreeHead,
  entries: z.array(z.strictObject({ entry: z.strictObject({ leaf: z.string() }), proof: z.array(z.base64()) })),
});

/** What other deployments ask, each request signed by theirs (docs/exchange-protocol.md, section 6); no client of people's calls these. */
export const doorContract = {
  offerMessage: {
    method: 'post',
    path: '/exchange/v1/messages',
    summary: 'Brings a message: stored, with the transport receipt, or the files it still wants',
    permission: 'partner',
    body: messageOffer,
    bodyBytes: MOST_OFFER_BYTES,
    response: offerAnswer,
  },
  offeredMessage: {
    method: 'get',
    path: '/exchange/v1/messages/:sender/:messageId',
    summary: 'Where a message stands that was begun',
    permission: 'partner',
    params: ofMessage,
    response: offerAnswer,
  },
  heldMessage: {
    method: 'get',
    path: '/exchange/v1/messages/:sender/:messageId/held',
    summary:
      'What an agency here holds under an id of a sender that the calling deployment hosts, and that lost its message',
    permission: 'partner',
    params: ofMessage,
    query: z.object({ recipient: idParam }),
    response: heldAnswer,
  },
  putFilePart: {
    method: 'put',
    path: '/exchange/v1/messages/:sender/:messageId/files/:sha256',
    summary: 'A part of a file of that message, its place in Content-Range',
    permission: 'partner',
    params: ofMessage.extend({ sha256: hash }),
    bytes: { maxBytes: MOST_PART_BYTES },
    response: z.object({ offset: z.number().int() }),
  },
  commitMessage: {
    method: 'post',
    path: '/exchange/v1/messages/:sender/:messageId/commit',
    summary: 'Stores a message whose files have come',
    permission: 'partner',
    params: ofMessage,
    response: offerAnswer,
  },
  ownCapability: {
    method: 'get',
    path: '/exchange/v1/capability/:code',
    summary: 'The signed document that says what the system of an agency here can do',
    permission: 'partner',
    params: z.object({ code: idParam }),
    response: signedThing,
  },
  listWaiting: {
    method: 'get',
    path: '/exchange/v1/waiting',
    summary: 'What waits for the agencies that the calling deployment hosts',
    permission: 'partner',
    query: z.object({ after: z.string().max(200).optional() }),
    response: z.object({
      messages: z.array(
        z.object({ sender: z.string(), messageId: z.string(), size: z.number().int(), urgent: z.boolean() }),
      ),
      next: z.string().nullable(),
    }),
  },
  waitingMessage: {
    method: 'get',
    path: '/exchange/v1/waiting/:sender/:messageId',
    summary: 'A message that waits for one of them, as it travels',
    permission: 'partner',
    params: ofMessage,
    response: travellingMessage,
  },
  waitingFile: {
    method: 'get',
    path: '/exchange/v1/waiting/:sender/:messageId/files/:sha256',
    summary: 'A file of such a message',
    permission: 'partner',
    params: ofMessage.extend({ sha256: hash }),
    response: 'file',
    mediaTypes: knownTypeNames,
  },
  answerWaiting: {
    method: 'post',
    path: '/exchange/v1/waiting/:sender/:messageId/receipt',
    summary: 'What its recipient has signed: the transport receipt, or a refusal',
    permission: 'partner',
    params: ofMessage,
    body: signedThing,
    status: 204,
    response: z.null(),
  },
  sendAgain: {
    method: 'post',
    path: '/exchange/v1/again',
    summary:
      'Have everything offered again that was sent to agencies of the calling deployment since a moment, which lost it',
    permission: 'partner',
    body: z.strictObject({ since: instant }),
    response: z.object({ agencies: z.number().int() }),
  },
  logConsistency: {
    method: 'get',
    path: '/exchange/v1/logs/:code/consistency',
    summary: 'Proof that the log of an agency here with `to` leaves begins with that of `from` (RFC 9162 §2.1.4)',
    permission: 'partner',
    params: z.object({ code: idParam }),
    query: z.object({ from: count, to: count }),
    response: z.object({ from: z.number().int(), to: z.number().int(), proof: z.array(z.base64()).nullable() }),
  },
  logInclusion: {
    method: 'get',
    path: '/exchange/v1/logs/:code/inclusion',
    summary: 'Proof that the log of an agency here holds what happened with a message (RFC 9162 §2.1.3)',
    permission: 'partner',
    params: z.object({ code: idParam }),
    query: z.object({ sender: idParam, messageId: idParam }),
    response: inclusionProof,
  },
  bringLogInclusion: {
    method: 'post',
    path: '/exchange/v1/logs/:code/inclusion',
    summary: 'The same proof from the log of an agency of the calling deployment, which cannot be asked for it',
    permission: 'partner',
    params: z.object({ code: idParam }),
    query: z.object({ sender: idParam, messageId: idParam }),
    body: inclusionProof,
    status: 204,
    response: z.null(),
  },
  heldDirectory: {
    method: 'get',
    path: '/exchange/v1/directory',
    summary: 'The newest signed list of agencies that is held here',
    permission: 'partner',
    response: signedThing,
  },
} as const satisfies Contract<never>;

import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { id, idParam, instant, limit, pageOf, prose } from '../../platform/api/schemas.ts';
import { uploadView } from '../../platform/uploads/contract.ts';
import { knownTypeNames } from '../../platform/uploads/known-types.ts';
import { incomingContract, incomingView } from '../../registry/incoming/contract.ts';
import type { grants } from '../../registry/permissions.ts';
import { mailRefusals } from './mail-refusals.ts';

const mailState = z.enum(['proposed', 'registered', 'refused']);

const mailSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  state: mailState,
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  sentAt: instant.nullable(),
  arrivedAt: instant,
  /** Files that lie beside its text. */
  attachments: z.number().int(),
  /** By which day it is to be registered or refused (NĐ 30/2020 Điều 22.2). */
  decideBy: z.string(),
  documentId: z.string().nullable(),
  refusedFor: z.enum([...mailRefusals, 'state-secret']).nullable(),
});

const mailFile = z.object({ id: z.string(), name: z.string(), size: z.number().int() });

const mailView = mailSummary.extend({
  to: z.array(z.object({ name: z.string(), address: z.string() })),
  text: z.string(),
  /** Whether it says more than is shown; the mail itself has all of it. */
  isCut: z.boolean(),
  /** S/MIME: signed, or sealed so that nobody here can open it. */
  smime: z.enum(['none', 'signed', 'sealed']),
  /** The mail itself, byte for byte; null once it was erased. */
  original: mailFile.nullable(),
  parts: z.array(
    mailFile.extend({
      mediaType: z.string().nullable(),
      /** A picture that the text shows. */
      isInline: z.boolean(),
      /** The subject of the attached mail in which it lies. */
      within: z.string().nullable(),
      /** Why it is not taken out of the mail. */
      refused: z.string().nullable(),
    }),
  ),
  /** The file that is most likely the document itself. */
  mainId: z.string().nullable(),
  decided: z.object({ by: z.string(), at: instant }).nullable(),
  refusal: z.string().nullable(),
  /** What a sender that was refused may be answered; nothing is sent. */
  answer: z.object({ to: z.string(), subject: z.string(), text: z.string() }).nullable(),
});

const ofMail = z.object({ mailId: idParam });

export const mailsContract = {
  listMails: {
    method: 'get',
    path: '/mails',
    summary: 'Mails that are proposed to be taken in, or were decided on, newest first',
    permission: 'registry.register',
    query: z.object({ state: mailState.optional(), cursor: z.string().max(300).optional(), limit }),
    response: pageOf(mailSummary),
  },
  openMail: {
    method: 'post',
    path: '/mails',
    summary: 'Read a mail one has sent as a file (.eml, .msg), and propose it to be taken in; one and the same once',
    permission: 'registry.register',
    body: z.strictObject({ uploadId: id }),
    status: 201,
    response: mailView,
  },
  getMail: {
    method: 'get',
    path: '/mails/:mailId',
    summary: 'One mail: what it says, what it carries, what was decided',
    permission: 'registry.register',
    params: ofMail,
    response: mailView,
  },
  getMailFile: {
    method: 'get',
    path: '/mails/:mailId/files/:fileId',
    summary: 'A file that a mail carries, or the mail itself, exactly as it came',
    permission: 'registry.register',
    params: z.object({ mailId: idParam, fileId: idParam }),
    response: 'file',
    mediaTypes: knownTypeNames,
  },
  takeMailFiles: {
    method: 'post',
    path: '/mails/:mailId/uploads',
    summary: 'Get what a mail carries as uploads of one’s own, the likely document first, to read and register them',
    permission: 'registry.register',
    params: ofMail,
    body: z.strictObject({}),
    status: 201,
    response: z.array(uploadView),
  },
  registerMail: {
    method: 'post',
    path: '/mails/:mailId/registration',
    summary: 'Register what a mail brought: it gets the next incoming number, and the mail itself lies beside it',
    permission: 'registry.register',
    legalEffect: true,
    params: ofMail,
    body: incomingContract.registerIncoming.body,
    status: 201,
    response: incomingView,
  },
  refuseMail: {
    method: 'post',
    path: '/mails/:mailId/refusal',
    summary: 'Refuse to take a mail in; the answer for its sender is written, not sent',
    permission: 'registry.register',
    legalEffect: true,
    params: ofMail,
    body: z
      .strictObject({ reasonCode: z.enum(mailRefusals), reason: prose(500).nullable().default(null) })
      .refine(({ reasonCode, reason }) => reasonCode !== 'other' || reason !== null, {
        error: 'required',
        path: ['reason'],
      }),
    response: mailView,
  },
} as const satisfies Contract<keyof typeof grants>;

export type MailSummary = z.output<typeof mailSummary>;
export type MailView = z.output<typeof mailView>;

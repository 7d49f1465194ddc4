import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { day, idParam, instant, line } from '../../platform/api/schemas.ts';
import type { grants } from '../permissions.ts';
import { certificateStates } from './agency-certificate.ts';
import { trustStates } from './trusted-certificate.ts';

const doer = z.object({ name: z.string(), at: instant });
const withdrawal = doer.extend({ since: instant, reason: z.string() });

/** A moment as people write it: a day, from its beginning in Vietnam, or a time of day with its zone. */
export const moment = z.union([
  day.transform((value) => new Date(`${value}T00:00:00+07:00`).toISOString()),
  z.iso.datetime({ offset: true }),
]);

/** From when it counts no more – now, unless an earlier moment is given –, and why. */
const takenBack = z.strictObject({ since: moment.nullable(), reason: line(500) });

/** A certificate in the words by which people tell it from others, as it stands in print from its authority. */
const shownCertificate = z.object({
  id: z.string(),
  subject: z.string(),
  issuer: z.string(),
  /** Hexadecimal. */
  serial: z.string(),
  sha256: z.string(),
  from: instant,
  until: instant,
});

const agencyCertificateView = shownCertificate.extend({
  purpose: z.enum(['seal', 'system']),
  state: z.enum(certificateStates),
  confirmedBy: doer.nullable(),
  revoked: withdrawal.nullable(),
});

/** A certificate of the trust list; `asked`: one administrator wants it off, and a second one has to agree. */
const trustedView = shownCertificate.extend({
  kind: z.enum(['anchor', 'intermediate', 'timestamp-authority']),
  addedAt: instant,
  state: z.enum(trustStates),
  withdrawn: withdrawal.nullable(),
  asked: withdrawal.nullable(),
});

export const certificatesContract = {
  listAgencyCertificates: {
    method: 'get',
    path: '/certificates',
    summary: 'The certificates of the agency’s seal and system key, the newest first',
    permission: 'signing.keys',
    response: z.array(agencyCertificateView),
  },
  confirmCertificate: {
    method: 'post',
    path: '/certificates/:certificateId/confirm',
    summary: 'Confirm, as the second person, that a certificate is the agency’s own: its key signs from then on',
    permission: 'signing.keys',
    legalEffect: true,
    params: z.object({ certificateId: idParam }),
    body: z.strictObject({}),
    response: agencyCertificateView,
  },
  revokeCertificate: {
    method: 'post',
    path: '/certificates/:certificateId/revoke',
    summary:
      'Take a certificate of the agency back: nothing is signed with it, and what is not proven to be older is refused',
    permission: 'signing.keys',
    legalEffect: true,
    params: z.object({ certificateId: idParam }),
    body: takenBack,
    response: agencyCertificateView,
  },
  listTrusted: {
    method: 'get',
    path: '/trusted-certificates',
    summary: 'The trust list, with what was withdrawn from it',
    permission: 'signing.keys',
    response: z.array(trustedView),
  },
  askWithdrawal: {
    method: 'post',
    path: '/trusted-certificates/:trustedId/withdrawal',
    summary: 'Ask that a certificate be taken off the trust list; nothing changes until a second administrator agrees',
    permission: 'signing.keys',
    legalEffect: true,
    params: z.object({ trustedId: idParam }),
    body: takenBack,
    response: trustedView,
  },
  agreeToWithdrawal: {
    method: 'post',
    path: '/trusted-certificates/:trustedId/withdrawal/agree',
    summary: 'Agree, as the second person, that a certificate be taken off the trust list',
    permission: 'signing.keys',
    legalEffect: true,
    params: z.object({ trustedId: idParam }),
    body: z.strictObject({}),
    response: trustedView,
  },
} as const satisfies Contract<keyof typeof grants>;

export type AgencyCertificateView = z.output<typeof agencyCertificateView>;
export type TrustedView = z.output<typeof trustedView>;

import { z } from 'zod';
import type { Contract } from '../platform/contract.ts';
import { idParam, instant } from '../platform/schemas.ts';
import { certificateStates } from './agency-certificate.ts';

const doer = z.object({ name: z.string(), at: instant });

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

export const agencyCertificateView = shownCertificate.extend({
  purpose: z.enum(['seal', 'system']),
  state: z.enum(certificateStates),
  confirmedBy: doer.nullable(),
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
} as const satisfies Contract;

export type AgencyCertificateView = z.output<typeof agencyCertificateView>;

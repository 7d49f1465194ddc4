import { dayInVietnam } from '../../platform/calendar.ts';
import { type Due, type DueSource, dueOfFew } from '../../platform/due.ts';
import { agencyCertificatesToTend, type CertificateToTend, ownCertificateToTend } from './ends-of-certificates.ts';

declare module '../../platform/due.ts' {
  interface DueKinds extends Record<CertificateToTend['kind'], 'see-certificates'> {}
}

type DueCertificate = Due<CertificateToTend['kind'], 'see-certificates'> & {
  /** Of a certificate of the agency: what it is for. */
  readonly purpose?: NonNullable<CertificateToTend['purpose']>;
};

/** Keys that end stop everything they sign: whoever can renew them hears of it 60, 30, 7 and 1 days before. */
const certificates = (role: string, toTend: typeof ownCertificateToTend): DueSource<DueCertificate> =>
  dueOfFew(async (actor, now) => (actor.roles.includes(role) ? (await toTend(actor, now)).map(dueCertificate) : []));

function dueCertificate({ id, kind, purpose, until, since, priority }: CertificateToTend): DueCertificate {
  const dueOn = kind === 'certificate-pending' ? null : dayInVietnam(until);
  return {
    ...({ action: 'see-certificates', documentId: null, code: '', subject: '', who: '', note: null } as const),
    ...{ kind, id, priority, dueOn, at: since.toISOString() },
    ...(purpose ? { purpose } : {}),
  };
}

/** What waits about certificates: of the agency for its administrators, of one's own key for leaders. */
export const dueOfCertificates = [
  certificates('leader', ownCertificateToTend),
  certificates('administrator', agencyCertificatesToTend),
] satisfies readonly DueSource[];

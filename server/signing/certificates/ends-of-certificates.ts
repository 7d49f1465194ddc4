import { agencies } from '../../identity/store.ts';
import { readCertificate } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import type { Actor } from '../../platform/actor.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { ownCertificateInUse } from '../../platform/edge/own-certificate.ts';
import { type AgencyCertificate, stateOf } from './agency-certificate.ts';
import { daysUntil, type EndNotice, endNotice } from './certificate-ends.ts';
import { agencyCertificates, seenCertificates, trustedCertificates } from './store.ts';

/** How long a certificate lasts, as operators watch it: `of` is an agency's code, or the beginning of the certificate's SHA-256. */
export interface CertificateEnd {
  readonly kind: string;
  readonly of: string;
  readonly days: number;
}

/**
 * The ends of all certificates that are in use here: of each agency the last of its seals and of its system keys, and the first of its
 * people's; of the trust list each; and by which this process itself ends TLS.
 */
export async function endsOfCertificates(now: Date): Promise<CertificateEnd[]> {
  const [directory, own, seen, trusted] = await Promise.all([
    readAll(agencies, { active: true }),
    readAll(agencyCertificates, {}),
    readAll(seenCertificates, {}),
    readAll(trustedCertificates, {}),
  ]);
  const ofAgencies = directory.flatMap(({ id, code: of }) => {
    const last = lasting(
      own.filter(({ agencyId }) => agencyId === id),
      now,
    );
    const people = seen.filter(({ agencyId }) => agencyId === id).map(({ until }) => daysUntil(until, now));
    return [
      ...last.map(({ purpose, until }) => ({ kind: purpose, of, days: daysUntil(until, now) })),
      ...(people.length === 0 ? [] : [{ kind: 'person', of, days: Math.min(...people) }]),
    ];
  });
  const ofList = trusted
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ kind, sha256, certificate }) => {
      const { notAfter } = readCertificate(Buffer.from(certificate, 'base64'));
      return { kind, of: sha256.slice(0, 12), days: daysUntil(notAfter, now) };
    });
  const tls = ownCertificateInUse();
  const ofServer = tls ? [{ kind: 'tls', of: tls.host, days: daysUntil(tls.until, now) }] : [];
  return [...ofAgencies, ...ofList, ...ofServer];
}

/** A certificate that somebody has to do something about. */
export interface CertificateToTend {
  readonly id: string;
  readonly kind:
    | 'certificate-pending'
    | 'certificate-ends'
    | 'certificate-ended'
    | 'own-certificate-ends'
    | 'own-certificate-ended';
  readonly purpose: AgencyCertificate['purpose'] | null;
  readonly until: Date;
  readonly since: Date;
  readonly priority: EndNotice['priority'];
}

/** What an administrator has to do about the agency's certificates: confirm new ones, renew those that end and have no successor. */
export async function agencyCertificatesToTend({ agencyId }: Actor, now: Date): Promise<CertificateToTend[]> {
  const rows = await readAll(agencyCertificates, { agencyId }, { sort: { _id: 1 } });
  const pending = rows
    .filter((row) => stateOf(row, now) === 'pending')
    .map(({ id, purpose, until }): CertificateToTend => {
      return { id, kind: 'certificate-pending', purpose, until, since: now, priority: 1 };
    });
  const ending = lasting(rows, now).flatMap(({ id, purpose, until }): CertificateToTend[] => {
    const notice = endNotice(until, now);
    const kind = until < now ? 'certificate-ended' : 'certificate-ends';
    return notice ? [{ id, kind, purpose, until, ...notice }] : [];
  });
  return [...pending, ...ending];
}

/** The certificate the actor signed with last, when it ends soon or has ended. */
export async function ownCertificateToTend({ agencyId, personId }: Actor, now: Date): Promise<CertificateToTend[]> {
  const seen = await readOne(seenCertificates, { agencyId, personId });
  const notice = seen && endNotice(seen.until, now);
  if (!notice) return [];
  const { id, until } = seen;
  const kind = until < now ? 'own-certificate-ended' : 'own-certificate-ends';
  return [{ id, kind, purpose: null, until, ...notice }];
}

/** For each purpose the one that lasts longest of those that count, or have counted: when it ends, nothing takes its place. */
function lasting(rows: readonly AgencyCertificate[], now: Date): AgencyCertificate[] {
  const counting = rows.filter((row) => !['revoked', 'pending'].includes(stateOf(row, now)));
  return (['seal', 'system'] as const).flatMap((purpose) => {
    const own = counting.filter((row) => row.purpose === purpose);
    return own.toSorted((one, other) => other.until.getTime() - one.until.getTime()).slice(0, 1);
  });
}

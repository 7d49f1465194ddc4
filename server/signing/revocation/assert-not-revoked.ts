import { attributeOf, type Certificate, nameType } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import type { CertificatePath } from '../../pdf-signatures/crypto/certificates/certificate-path.ts';
import { readTrustList } from '../../pdf-signatures/crypto/certificates/trust-list.ts';
import type { TrustList } from '../../pdf-signatures/verification.ts';
import { statusesIn } from '../../pdf-signatures/verify/judge-trust.ts';
import { DomainError } from '../../platform/errors.ts';
import { revocationDesk, revocationPolicy } from './revocation-in-use.ts';

/**
 * Asks whether a certificate of a path to a trusted root was revoked, and refuses with `certificate-revoked` one that was by that moment.
 * What nobody says is refused with `revocation-unknown` under the policy `hard` only; it may be learned in a while.
 */
export async function assertNotRevoked(path: CertificatePath, trust: TrustList, at: Date): Promise<void> {
  const { certificates } = path;
  const issued = certificates.slice(0, -1).flatMap((certificate, index) => {
    const issuer = certificates[index + 1];
    return issuer ? [{ certificate, issuer }] : [];
  });
  const statements = await revocationDesk().learn(issued);
  const { revocation } = readTrustList({ ...trust, statements });
  for (const status of statusesIn(path, revocation, at)) {
    if (status.status === 'revoked' && status.since <= at) {
      throw new DomainError(
        'invalid',
        'certificate-revoked',
        `${nameOf(certificates[0])}: the certificate was revoked`,
        {
          extra: { revokedAt: status.since.toISOString() },
        },
      );
    }
    if (status.status === 'unknown' && revocationPolicy() === 'hard') {
      throw new DomainError(
        'unavailable',
        'revocation-unknown',
        'Whether the certificate was revoked could not be learned',
        {
          retryAfter: 60,
        },
      );
    }
  }
}

const nameOf = (certificate: Certificate | undefined): string =>
  certificate ? (attributeOf(certificate.subjectName, nameType.commonName) ?? '') : '';

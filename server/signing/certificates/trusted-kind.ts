import {
  basicConstraintsOf,
  extendedKeyUsageOf,
  tryReadCertificate,
} from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { DomainError } from '../../platform/errors.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';

const timeStamping = '1.3.6.1.5.5.7.3.8';

/**
 * What a certificate can be on the trust list – *danh sách tin cậy*: a self-issued authority is an anchor, another authority an
 * intermediate, one made for timestamps (RFC 3161 §2.3) a timestamp authority. Refuses any other, whatever it is asked to be.
 */
export function trustedKind(der: Uint8Array, asked?: TrustedCertificate['kind']): TrustedCertificate['kind'] {
  const certificate = tryReadCertificate(der);
  if (!certificate) throw new DomainError('invalid', 'not-a-certificate', 'The certificate cannot be read');
  if (basicConstraintsOf(certificate).ca) {
    return asked ?? (certificate.issuer.equals(certificate.subject) ? 'anchor' : 'intermediate');
  }
  const isForTime = extendedKeyUsageOf(certificate)?.includes(timeStamping) === true;
  if (isForTime && (asked ?? 'timestamp-authority') === 'timestamp-authority') return 'timestamp-authority';
  throw new DomainError(
    'invalid',
    'not-an-authority',
    'The certificate is of no authority: it cannot vouch for others',
  );
}

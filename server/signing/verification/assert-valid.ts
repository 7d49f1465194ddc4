import type { ReasonCode, VerificationReport } from '../../pdf-signatures/verification.ts';
import { severityOf } from '../../pdf-signatures/verify/verdict.ts';
import { DomainError } from '../../platform/errors.ts';

/**
 * Refuses signatures that this house does not find valid itself: `revocation-unknown` when only the word of an authority is missing,
 * which another hour may bring, else `signature-not-valid` with the weightiest reason. A file without a signature is none to issue.
 */
export function assertValid({ verdict, signatures, reasons }: VerificationReport): void {
  if (verdict === 'valid') return;
  const against = [...reasons, ...signatures.flatMap((signature) => signature.reasons)].filter(
    (reason) => severityOf[reason] !== 'note',
  );
  if (against.length > 0 && against.every((reason) => reason === 'no-revocation-data')) {
    throw new DomainError(
      'unavailable',
      'revocation-unknown',
      'Whether a certificate was revoked could not be learned',
      {
        retryAfter: 60,
      },
    );
  }
  const reason: ReasonCode | Verdictless = worstOf(against) ?? 'no-signature';
  throw new DomainError('conflict', 'signature-not-valid', `The signatures of the file are ${verdict}: ${reason}`, {
    extra: { reason },
  });
}

type Verdictless = 'no-signature';

const worstOf = (against: readonly ReasonCode[]): ReasonCode | undefined =>
  against.find((reason) => severityOf[reason] === 'invalid') ?? against[0];

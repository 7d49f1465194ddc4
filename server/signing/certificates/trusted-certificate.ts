import type { Row } from '../../platform/database/store.ts';
import type { Doer } from './agency-certificate.ts';

/** A certificate an operator trusts: root, intermediate or timestamp authority (*danh sách tin cậy*). */
export interface TrustedCertificate extends Row {
  readonly kind: 'anchor' | 'intermediate' | 'timestamp-authority';
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly subject: string;
  readonly addedAt: Date;
  /** Off the list, but kept: what is proven to be older than this is judged with it. */
  readonly withdrawn?: Withdrawn | undefined;
  /** One administrator asks for it; nothing changes until a second one agrees. */
  readonly withdrawalAsked?: Withdrawn | undefined;
}

/** Who took it off the list, since when and why. */
export interface Withdrawn extends Doer {
  readonly since: Date;
  readonly reason: string;
}

export const trustStates = ['trusted', 'asked', 'withdrawn'] as const;

/** How a certificate of the trust list stands. */
export function trustStateOf({
  withdrawn,
  withdrawalAsked,
}: Pick<TrustedCertificate, 'withdrawn' | 'withdrawalAsked'>): (typeof trustStates)[number] {
  if (withdrawn) return 'withdrawn';
  return withdrawalAsked ? 'asked' : 'trusted';
}

import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';

/** A certificate enrolled for an agency — *chứng thư của cơ quan* — that its seal or system signatures are held against. */
export interface AgencyCertificate extends Row {
  readonly agencyId: string;
  readonly purpose: 'seal' | 'system';
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly from: Date;
  readonly until: Date;
  /** From then on it counts no more, whatever its own dates say. */
  readonly revokedAt?: Date | undefined;
  readonly revocation?: (Doer & { readonly reason: string }) | undefined;
  /** It was put in place by one person and waits for the second: until then nothing is signed or accepted with it. */
  readonly pending?: true | undefined;
  readonly confirmedBy?: Doer | undefined;
}

/** Who did something, under the name of that moment. */
export interface Doer {
  readonly personId: string;
  readonly name: string;
  readonly at: Date;
}

type Dates = Pick<AgencyCertificate, 'from' | 'until' | 'revokedAt' | 'pending'>;

export const certificateStates = ['in-force', 'pending', 'not-yet', 'ended', 'revoked'] as const;
/** How an enrolled certificate stands at a moment. */
export type CertificateState = (typeof certificateStates)[number];

/** A revoked one is said to be revoked also after its end: that is what somebody did. */
export function stateOf({ from, until, revokedAt, pending }: Dates, at: Date): CertificateState {
  if (revokedAt && revokedAt <= at) return 'revoked';
  if (until < at) return 'ended';
  if (pending) return 'pending';
  return from > at ? 'not-yet' : 'in-force';
}

/** Why none of an agency's certificates can be used now, told by the newest of them. */
const whyNot = {
  revoked: ['agency-certificate-revoked', 'was revoked'],
  ended: ['agency-certificate-expired', 'has expired'],
  pending: ['agency-certificate-pending', 'waits to be confirmed by an administrator'],
  'not-yet': ['agency-certificate-expired', 'is not valid yet'],
} as const;

/**
 * Those an agency may sign with at a moment, the one that lasts longest first, so that a renewed one is used as soon as it is enrolled.
 * Refuses with the reason when there is none: what was signed with another would be refused by whoever receives it.
 */
export function certificatesInForce(
  enrolled: readonly AgencyCertificate[],
  purpose: AgencyCertificate['purpose'],
  at: Date,
): readonly AgencyCertificate[] {
  const longestFirst = enrolled
    .filter((one) => one.purpose === purpose)
    .toSorted((one, other) => other.until.getTime() - one.until.getTime());
  const inForce = longestFirst.filter((one) => stateOf(one, at) === 'in-force');
  if (inForce.length > 0) return inForce;
  const [newest] = longestFirst;
  const state = newest && stateOf(newest, at);
  if (!newest || !state || state === 'in-force') {
    throw new DomainError('conflict', 'agency-key-missing', `This agency has no ${purpose} key`);
  }
  const [code, what] = whyNot[state];
  throw new DomainError('conflict', code, `The ${purpose} certificate of this agency ${what}`, {
    extra: { certificateUntil: newest.until.toISOString() },
  });
}

import { DomainError } from '../../platform/errors.ts';

/** That a certificate counts no more: from when – now, unless an earlier moment is given; what is proven to be older stays –, and why. */
export interface Withdrawal {
  readonly since: string | null;
  readonly reason: string;
}

/**
 * The moment from which a certificate is taken back. Refuses one that is still to come: the certificate would count until then, and
 * everybody would think otherwise.
 */
export function momentSince({ since }: Withdrawal, now: Date): Date {
  const moment = since === null ? now : new Date(since);
  if (moment <= now) return moment;
  throw new DomainError('invalid', 'date-out-of-range', 'It can be taken back from now on or from an earlier moment', {
    fields: [{ pointer: '/body/since', code: 'date-out-of-range', detail: 'lies in the future' }],
  });
}

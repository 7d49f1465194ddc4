import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trustedCertificates } from './store.ts';
import type { TrustedCertificate, Withdrawn } from './trusted-certificate.ts';
import { momentSince, type Withdrawal } from './withdrawal.ts';

/**
 * Takes a certificate off the trust list from a moment on, as whoever runs the server: everything under it counts as revoked from then,
 * what is proven to be older stays. Putting it on the list again undoes this. Refuses a moment that is still to come, and what is
 * withdrawn already.
 */
export async function withdrawTrust(
  tx: Transaction,
  { trustedId, ...withdrawal }: Withdrawal & { readonly trustedId: string },
): Promise<TrustedCertificate> {
  const row = await tx.load(trustedCertificates, trustedId);
  return takeOff(tx, row, wantedBy(tx, row, withdrawal));
}

/** The withdrawal the actor asks for, as it is kept with the certificate; refuses one that is withdrawn since then or earlier already. */
export function wantedBy(tx: Transaction, { withdrawn }: TrustedCertificate, withdrawal: Withdrawal): Withdrawn {
  const { personId, name } = tx.actor;
  const since = momentSince(withdrawal, tx.now);
  if (withdrawn && withdrawn.since <= since) {
    throw new DomainError('conflict', 'withdrawn-already', 'This certificate is withdrawn already');
  }
  return { personId, name, at: tx.now, since, reason: withdrawal.reason };
}

/** Writes that a certificate is off the list. */
export function takeOff(tx: Transaction, row: TrustedCertificate, withdrawn: Withdrawn): TrustedCertificate {
  const { kind, sha256 } = row;
  const { reason } = withdrawn;
  const since = withdrawn.since.toISOString();
  record(tx, { type: 'trust-withdrawn', kind, certificateSha256: sha256, since, reason });
  return tx.change(trustedCertificates, row, { withdrawn, withdrawalAsked: undefined });
}

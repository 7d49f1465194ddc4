import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trustedCertificates } from './store.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';
import { wantedBy } from './withdraw-trust.ts';
import type { Withdrawal } from './withdrawal.ts';

/**
 * Asks that a certificate be taken off the trust list. It is believed on until a second administrator agrees: it is everybody's list, and
 * without an authority no signature of anybody under it is valid any more.
 */
export async function askWithdrawal(
  tx: Transaction,
  { trustedId, ...withdrawal }: Withdrawal & { readonly trustedId: string },
): Promise<TrustedCertificate> {
  const row = await tx.load(trustedCertificates, trustedId);
  if (row.withdrawalAsked) throw new DomainError('conflict', 'asked-already', 'Its withdrawal is asked for already');
  const asked = wantedBy(tx, row, withdrawal);
  const { kind, sha256 } = row;
  const { reason } = withdrawal;
  const since = asked.since.toISOString();
  record(tx, { type: 'trust-withdrawal-asked', kind, certificateSha256: sha256, since, reason });
  return tx.change(trustedCertificates, row, { withdrawalAsked: asked });
}

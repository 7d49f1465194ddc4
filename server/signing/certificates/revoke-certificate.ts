import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type AgencyCertificate, stateOf } from './agency-certificate.ts';
import { agencyCertificates } from './store.ts';
import { momentSince, type Withdrawal } from './withdrawal.ts';

/**
 * Takes the certificate of a seal or a system key back — *thu hồi* –, also one that waits for its confirmation. One person is enough: it
 * is done because there is danger. Refuses a moment that is still to come, and one from which it does not count already.
 */
export async function revokeCertificate(
  tx: Transaction,
  { certificateId, ...withdrawal }: Withdrawal & { readonly certificateId: string },
): Promise<AgencyCertificate> {
  const { agencyId, personId, name } = tx.actor;
  const row = await tx.load(agencyCertificates, certificateId);
  if (row.agencyId !== agencyId) throw notFound();
  const since = momentSince(withdrawal, tx.now);
  if (stateOf(row, tx.now) === 'revoked' && row.revokedAt && row.revokedAt <= since) {
    throw new DomainError('conflict', 'revoked-already', 'This certificate was revoked already');
  }
  const { purpose, sha256 } = row;
  const { reason } = withdrawal;
  record(tx, { type: 'certificate-revoked', purpose, certificateSha256: sha256, since: since.toISOString(), reason });
  return tx.change(agencyCertificates, row, { revokedAt: since, revocation: { personId, name, at: tx.now, reason } });
}

import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type AgencyCertificate, stateOf } from './agency-certificate.ts';
import { goOn } from './enrol-certificate.ts';
import { agencyCertificates } from './store.ts';

/**
 * Confirms, as the second person after whoever put its key in place, that a certificate is the agency's own: from then on its key signs,
 * and what waited for it goes on by itself. Refuses a certificate that does not wait for this.
 */
export async function confirmCertificate(tx: Transaction, certificateId: string): Promise<AgencyCertificate> {
  const { agencyId, personId, name } = tx.actor;
  const row = await tx.load(agencyCertificates, certificateId);
  if (row.agencyId !== agencyId) throw notFound();
  if (stateOf(row, tx.now) !== 'pending') {
    throw new DomainError('conflict', 'certificate-not-waiting', 'This certificate does not wait for a confirmation');
  }
  const { purpose, sha256 } = row;
  record(tx, { type: 'certificate-confirmed', purpose, certificateSha256: sha256 });
  goOn(tx, row);
  return tx.change(agencyCertificates, row, { pending: undefined, confirmedBy: { personId, name, at: tx.now } });
}

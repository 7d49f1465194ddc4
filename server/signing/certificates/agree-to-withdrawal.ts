import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trustedCertificates } from './store.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';
import { takeOff } from './withdraw-trust.ts';

/** Agrees to take a certificate off the trust list, as the second person. Refuses the person who asked, and when nobody asked (409). */
export async function agreeToWithdrawal(tx: Transaction, trustedId: string): Promise<TrustedCertificate> {
  const row = await tx.load(trustedCertificates, trustedId);
  const asked = row.withdrawalAsked;
  if (!asked)
    throw new DomainError('conflict', 'certificate-not-waiting', 'Nobody asks that this certificate be withdrawn');
  if (asked.personId === tx.actor.personId) {
    throw new DomainError('not-permitted', 'second-person-needed', 'Another person must agree to what you ask');
  }
  return takeOff(tx, row, asked);
}

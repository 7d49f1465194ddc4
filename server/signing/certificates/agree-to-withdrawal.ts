import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trustedCertificates } from './store.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';
import { takeOff } from './withdraw-trust.ts';

/** Agrees, as the second person, to what somebody asked. Refuses who asked, and what nobody asked for. */
export async function agreeToWithdrawal(tx: Transaction, trustedId: string): Promise<TrustedCertificate> {
  const row = await tx.load(trustedCertificates, trustedId);
  const asked = row.withdrawalAsked;
  if (!asked) throw new DomainError('conflict', 'nothing-to-confirm', 'Nobody asks that this certificate be withdrawn');
  if (asked.personId === tx.actor.personId) {
    throw new DomainError('not-permitted', 'second-person-needed', 'Another person must agree to what you ask');
  }
  return takeOff(tx, row, asked);
}

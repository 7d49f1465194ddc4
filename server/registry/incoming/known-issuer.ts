import { agencies } from '../../identity/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';

/** Refuses an issuer that is said to be an agency of the directory and is none. */
export async function requireKnownIssuer(tx: Transaction, agencyId: string | null): Promise<void> {
  if (agencyId === null || (await tx.find(agencies, { id: agencyId }))) return;
  throw new DomainError('invalid', 'unknown-agency', 'The issuer is not in the directory', {
    fields: [{ pointer: '/body/issuer/agencyId', code: 'unknown-agency', detail: 'is not in the directory' }],
  });
}

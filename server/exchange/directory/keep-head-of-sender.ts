import { keepHeadOf } from '../../audit/heads/witness.ts';
import { readTreeHead } from '../../audit/tree/read-tree-head.ts';
import type { SignedTreeHead } from '../../audit/tree/tree-head.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Correspondent } from './correspondent.ts';

/**
 * Keeps the head that came with a message of an agency. Of an agency of another deployment it counts if it is of the log and by the key that
 * the directory gives it, and is passed over otherwise: the directory may be behind (docs/exchange-protocol.md, section 11). Refuses with
 * `tree-head-invalid` one whose own signature is wrong, and as `keepHeadOf` does what comes from an agency hosted here.
 */
export async function keepHeadOfSender(
  tx: Transaction,
  { name, agencyId, log }: Pick<Correspondent, 'name' | 'agencyId' | 'log'>,
  head: SignedTreeHead,
): Promise<void> {
  const said = readTreeHead(head);
  const isListed = log && (agencyId !== undefined || (said.log === log.id && head.publicKey === log.key));
  if (isListed) await keepHeadOf(tx, { agencyId: log.id, name }, head);
}

import { record } from '../../server/audit/record.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { aClerk } from '../support/identity.ts';

export const LOG = 'so-noi-vu';

/** As many entries as asked for, several to an act. */
export async function grow(count: number, agencyId = LOG): Promise<void> {
  for (let left = count; left > 0; left -= 50) {
    await inTransaction(aClerk({ agencyId }), async (tx) => {
      for (let index = 0; index < Math.min(left, 50); index += 1)
        record(tx, { type: 'unit-created', unitId: `u${index}` });
    });
  }
}

import { record } from '../../audit/record.ts';
import { DEPLOYMENT } from '../../audit/store.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deployments } from '../store.ts';

/** Says for good that this store holds a demo, which production refuses; run it first, as the deployment itself, so that the first leaf says so. */
export async function markAsDemo(tx: Transaction, demoPassword: string): Promise<void> {
  tx.insert(deployments, { id: DEPLOYMENT, demo: true, demoPassword });
  record(tx, { type: 'demo-seeded' });
}

import type { Transaction } from '../ledger/transaction.ts';
import type { Upload } from './upload-store.ts';

/** What follows, within the act, when an act makes a file of a document of an upload. */
type AfterUse = (tx: Transaction, upload: Upload) => Promise<void>;

const following = new Set<AfterUse>();

/** Has something done within every act that uses an upload; called by the capability whose business it is, when it is connected. */
export function whenUploadUsed(follow: AfterUse): void {
  following.add(follow);
}

/** Says that this act uses an upload. */
export async function uploadUsed(tx: Transaction, upload: Upload): Promise<void> {
  for (const follow of following) await follow(tx, upload);
}

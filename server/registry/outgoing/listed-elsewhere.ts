import type { Transaction } from '../../platform/ledger/transaction.ts';

/** Says, within an act, whether a code is that of an agency of the directory. */
export type ListedElsewhere = (tx: Transaction, code: string) => Promise<boolean>;

let inUse: ListedElsewhere | undefined;

/** Says who knows the agencies of other deployments; without it there are none. */
export function useListedElsewhere(listed: ListedElsewhere): void {
  inUse = listed;
}

/** Whether the directory has an agency with this code, or had it so named, that need not be hosted here. */
export async function isListedElsewhere(tx: Transaction, code: string): Promise<boolean> {
  return (await inUse?.(tx, code)) ?? false;
}

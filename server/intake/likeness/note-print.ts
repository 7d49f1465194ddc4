import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { PageText } from '../page-text.ts';
import { fileKeyOf } from '../scans/scanned-page.ts';
import { keysOf, printOf } from './page-print.ts';
import { filePrints } from './store.ts';

/** Keeps by what text the agency will know a stored file again; nothing of one that says too little, or is known already. */
export async function notePrint(tx: Transaction, sha256: string, pages: readonly PageText[]): Promise<void> {
  const { agencyId } = tx.actor;
  const print = printOf(pages);
  const file = fileKeyOf(sha256);
  if (!print || (await tx.find(filePrints, { agencyId, file }))) return;
  tx.insert(filePrints, { agencyId, file, print, keys: keysOf(print) });
}

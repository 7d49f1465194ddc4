import type { Transaction } from '../platform/ledger/transaction.ts';
import { type CorrectIncoming, correctIncoming } from '../registry/incoming/correct-incoming.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import { partsWithTermOf } from './handling.ts';
import { showHandling } from './show-handling.ts';
import { assignments, directives } from './store.ts';

/**
 * Corrects what was registered of an incoming document – *sửa thông tin đăng ký*. When its term is another now, so is that of everybody who
 * was given it and is not done yet; a deadline that a directive named stays. Refuses what `correctIncoming` refuses.
 */
export async function correctDocument(tx: Transaction, request: CorrectIncoming): Promise<IncomingDocument> {
  const before = await loadIncoming(tx, request.documentId);
  const corrected = await correctIncoming(tx, request);
  if (corrected.dueOn === before.dueOn) return corrected;
  const ofDocument = { agencyId: corrected.agencyId, documentId: corrected.id };
  const given = await tx.list(directives, ofDocument);
  const inherited = partsWithTermOf(before, given, await tx.list(assignments, ofDocument));
  if (inherited.length === 0) return corrected;
  for (const part of inherited) tx.change(assignments, part, { dueOn: corrected.dueOn });
  return await showHandling(tx, corrected);
}

import type { Transaction } from '../platform/ledger/transaction.ts';
import { type CorrectIncoming, correctIncoming } from '../registry/incoming/correct-incoming.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import { passTermOn } from './pass-term-on.ts';

/**
 * Corrects what was registered of an incoming document – *sửa thông tin đăng ký*. When its term is another now, so is that of everybody who
 * was given it and is not done yet; a deadline that a directive named stays. Refuses what `correctIncoming` refuses.
 */
export async function correctDocument(tx: Transaction, request: CorrectIncoming): Promise<IncomingDocument> {
  const before = await loadIncoming(tx, request.documentId);
  return await passTermOn(tx, before, await correctIncoming(tx, request));
}

import type { Transaction } from '../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { partsWithTermOf } from './handling.ts';
import { showHandling } from './show-handling.ts';
import { assignments, directives } from './store.ts';

/**
 * Gives another term of a document to everybody who was given the one `before` and is not done yet; a deadline that a directive named stays. Gives the
 * document as it is then.
 */
export async function passTermOn(
  tx: Transaction,
  before: Pick<IncomingDocument, 'dueOn'>,
  document: IncomingDocument,
): Promise<IncomingDocument> {
  if (document.dueOn === before.dueOn) return document;
  const ofDocument = { agencyId: document.agencyId, documentId: document.id };
  const given = await tx.list(directives, ofDocument);
  const inherited = partsWithTermOf(before, given, await tx.list(assignments, ofDocument));
  if (inherited.length === 0) return document;
  for (const part of inherited) tx.change(assignments, part, { dueOn: document.dueOn });
  return await showHandling(tx, document);
}

import type { Transaction } from '../platform/ledger/transaction.ts';
import { changeHandling } from '../registry/incoming/change-handling.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import type { Directive } from './directive.ts';
import { handlingOf } from './handling.ts';
import { assignments, directives } from './store.ts';

/** Brings the registry's row of a document in line with its directives and assignments: the last step of every act of routing. */
export async function showHandling(tx: Transaction, document: IncomingDocument): Promise<IncomingDocument> {
  const ofDocument = { agencyId: document.agencyId, documentId: document.id };
  const given = (await tx.list(directives, ofDocument)).toSorted(byTime);
  return changeHandling(tx, document, handlingOf(given, await tx.list(assignments, ofDocument)));
}

/** Ids follow the time as well: they tell apart what was given in one moment. */
function byTime(one: Directive, other: Directive): number {
  return Number(one.givenAt) - Number(other.givenAt) || one.id.localeCompare(other.id);
}
